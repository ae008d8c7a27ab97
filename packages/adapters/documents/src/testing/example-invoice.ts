import type { Invoice, InvoiceCharge, InvoiceTax, ItemisedCall } from "@tollwright/invoice";

/*
 * One invoice for the tests, worked by hand:
 *   20 numbers × 1.25 = 25.00 · 10 channels × 18.00 × 22/30 = 132.00 · recurring 157.00
 *   3 calls × 0.335000 = 1.005 → 1.01 (the float of 1.005 lies below it) · usage 1.01
 *   10 ports × 7.50 = 75.00 · one-time 75.00 · charges 233.01
 *   158.00 × 0.07 = 11.06 · 10 channels × 1.50 = 15.00 · government 26.06
 *   100.00 × 0.37 = 37.00 · regulatory 37.00 · 158.00 × 0.0295 = 4.661 → 4.66 · seller 4.66
 *   taxes 67.72 · due 300.73
 */

const address = {
  lines: ["1 Main Street"],
  city: "Chicago",
  state: "IL",
  postalCode: "60601",
  country: "US",
} as const;

const charge: InvoiceCharge = {
  key: "acme/hq/voice/did/2026-04-01..2026-05-01",
  account: "acme",
  location: "hq",
  section: "recurring",
  plan: "voice",
  product: "did",
  description: "Telephone numbers",
  about: "13125550100 to 13125550119",
  serviceClass: "voip",
  portion: "mixed",
  callClass: null,
  from: "2026-04-01",
  until: "2026-05-01",
  quantity: "20",
  unit: "number",
  unitPrice: "1.25",
  share: null,
  calls: null,
  billedSeconds: null,
  counts: {},
  amount: "25.00",
  explanation: [],
};

const charges: readonly InvoiceCharge[] = [
  charge,
  {
    ...charge,
    key: "acme/hq/voice/channel/main/2026-04-09..2026-05-01",
    product: "channel",
    description: "SIP trunk channels, committed",
    about: "trunk group main",
    from: "2026-04-09",
    quantity: "10",
    unit: "channel",
    unitPrice: "18.00",
    share: "22/30",
    amount: "132.00",
  },
  {
    ...charge,
    key: "acme/hq/voice/long-distance/interstate",
    section: "usage",
    product: "long-distance",
    description: "Long distance, interstate",
    about: null,
    callClass: "interstate",
    quantity: "3.1",
    unit: "minute",
    unitPrice: null,
    calls: 3,
    billedSeconds: "186",
    amount: "1.01",
  },
  {
    ...charge,
    key: "acme/hq/voice/port/order-1/2026-04-14..2026-04-15",
    section: "oneTime",
    product: "port",
    description: "Number porting",
    about: "order-1",
    from: "2026-04-14",
    until: "2026-04-15",
    quantity: "10",
    unit: "order",
    unitPrice: "7.50",
    amount: "75.00",
  },
];

const tax: InvoiceTax = {
  levy: "zz-excise",
  name: "State telecommunications tax",
  section: "governmentTaxes",
  authority: "Department of Revenue",
  jurisdiction: "IL",
  account: "acme",
  location: "hq",
  base: "158.00",
  rate: "0.07",
  units: null,
  unit: null,
  amount: "11.06",
  marks: [],
};

const taxes: readonly InvoiceTax[] = [
  tax,
  {
    ...tax,
    levy: "zz-911",
    name: "911 surcharge",
    base: null,
    rate: "1.50",
    units: "10",
    unit: "channel",
    amount: "15.00",
  },
  {
    ...tax,
    levy: "fusf",
    name: "Federal Universal Service Charge",
    section: "regulatoryAssessments",
    base: "100.00",
    rate: "0.37",
    amount: "37.00",
    marks: ["last known figure, decided by Finance"],
  },
  {
    ...tax,
    levy: "recovery",
    name: "Regulatory recovery fee",
    section: "sellerCharges",
    authority: "Example Telecom",
    rate: "0.0295",
    amount: "4.66",
  },
];

export const exampleHash: string = "0123456789abcdef".repeat(4);

export const exampleInvoice: Invoice = {
  schema: "tollwright.invoice/1",
  kind: "invoice",
  number: "TW-2026-000001",
  issuedOn: "2026-05-01",
  currency: "USD",
  period: { from: "2026-04-01", until: "2026-05-01" },
  billDate: "2026-05-01",
  dueDate: "2026-05-31",
  terms: "Net 30 days",
  seller: {
    id: "example",
    legalName: "Example Telecom Company, LLC",
    tradeName: "Example Telecom",
    address,
    questionsPhone: "1-800-555-0100",
    questionsEmail: "billing@telecom.example",
    form499FilerId: "800001",
    remitTo: { name: "Example Telecom", address },
  },
  account: { id: "acme", name: "Acme Tools", billingAddress: address, customerOrderNumber: "PO-17" },
  sites: [
    {
      account: "acme",
      name: "Acme Tools",
      locations: [
        { id: "hq", name: "Main office", address, place: { state: "IL", county: "Cook", city: "Chicago" } },
      ],
      charges: "233.01",
      taxes: "67.72",
    },
  ],
  charges,
  taxes,
  notTaxed: [],
  usageSummary: [
    {
      account: "acme",
      callClass: "interstate",
      description: "Interstate",
      calls: 3,
      minutes: "3.1",
      amount: "1.01",
    },
  ],
  totals: {
    recurring: "157.00",
    usage: "1.01",
    oneTime: "75.00",
    charges: "233.01",
    governmentTaxes: "26.06",
    regulatoryAssessments: "37.00",
    sellerCharges: "4.66",
    taxes: "67.72",
    amountDue: "300.73",
  },
  taxRecords: [],
  itemisation: { calls: 3, billedSeconds: "186" },
  notices: [],
};

export const exampleCalls: readonly ItemisedCall[] = [1, 2, 3].map((ordinal) => ({
  account: "acme",
  chargeKey: "acme/hq/voice/long-distance/interstate",
  dateTime: `2026-04-0${ordinal} 09:03:10`,
  zone: "America/Chicago",
  direction: "outbound",
  from: "13125550100",
  to: "12125550123",
  destination: "New York, NY",
  callClass: "interstate",
  seconds: "61.5",
  billedSeconds: 62,
  ratePerMinute: "0.3242",
  poolSeconds: 0,
  listCharge: "0.335000",
  billedCharge: "0.335000",
  callKey: String(ordinal).repeat(32),
}));

/** Nothing used, nothing charged: an account with a product gets its invoice all the same. */
export const zeroInvoice: Invoice = {
  ...exampleInvoice,
  sites: exampleInvoice.sites.map((site) => ({ ...site, charges: "0.00", taxes: "0.00" })),
  charges: [],
  taxes: [],
  usageSummary: [],
  totals: {
    recurring: "0.00",
    usage: "0.00",
    oneTime: "0.00",
    charges: "0.00",
    governmentTaxes: "0.00",
    regulatoryAssessments: "0.00",
    sellerCharges: "0.00",
    taxes: "0.00",
    amountDue: "0.00",
  },
  itemisation: null,
};

/** `count` recurring lines of 25.00 each, long texts among them; for the pages only, its totals are not kept up. */
export function longInvoice(count: number): Invoice {
  const long =
    "Telephone numbers of the rate centre Chicago Zone 1, including caller name storage and directory listing";
  return {
    ...exampleInvoice,
    account: { ...exampleInvoice.account, name: "Acme ".repeat(30), customerOrderNumber: "X".repeat(120) },
    charges: Array.from({ length: count }, (_, index) => ({
      ...charge,
      key: `${charge.key}/${index}`,
      description: index % 3 === 0 ? long : charge.description,
    })),
    notices: ["A notice.", long],
  };
}

/** The example with two pools: minutes that roll over, and unlimited calls at one location. */
export const pooledInvoice: Invoice = {
  ...exampleInvoice,
  pools: [
    {
      account: "acme",
      pool: "bundle",
      holder: null,
      name: "Included minutes",
      unit: "minutes",
      included: "2000",
      carriedOver: "150.5",
      used: "1200.25",
      left: "950.25",
      carriedOn: "900",
      expired: "50.25",
      beyondFairUse: "0",
    },
    {
      account: "acme",
      pool: "local",
      holder: "hq",
      name: "Unlimited local calls",
      unit: "calls",
      included: null,
      carriedOver: "0",
      used: "1234",
      left: null,
      carriedOn: "0",
      expired: "0",
      beyondFairUse: "0",
    },
  ],
};
