import type { Charge } from "@tollwright/billing";
import { civilDate, monthPeriod } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import { add, compare, exact, multiply, sum } from "@tollwright/money";
import { assess, becauseOf, type Levy, LevySchema, packedRecords } from "@tollwright/tax";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assessRequestFor } from "./assess-request.ts";
import { canonicalInvoice, contentHash, contentOf, invoiceHash, withNumber } from "./canonical-invoice.ts";
import { composeInvoice } from "./compose-invoice.ts";
import { explainInvoice } from "./explain-invoice.ts";
import type { Invoice } from "./invoice.ts";
import { readInvoice } from "./read-invoice.ts";
import { address, zenith } from "./testing/zenith.ts";
import { verifyTaxes } from "./verify-taxes.ts";

const legalEntity = zenith({
  zone: "UTC",
  interstate: [
    { from: "2026-01-01", until: "2026-04-01", serviceClass: "voip", method: { trafficStudy: "0.2" } },
    { from: "2026-04-01", serviceClass: "voip", method: "safeHarbor" },
  ],
  elections: { recovered: "recover", absorbed: "absorb" },
});
const april = monthPeriod("2026-04");

function account(id: string, state = "ZZ") {
  return Account.parse({
    id,
    name: id,
    legalEntity: "zenith",
    billingAddress: address,
    zone: "UTC",
    plans: [{ plan: "sip", from: "2025-01-01" }],
    locations: [{ id: "main", name: "Main", address, place: { state }, from: "2025-01-01" }],
    defaultLocation: "main",
  });
}

function charge(facts: Partial<Charge> = {}): Charge {
  return {
    key: `${facts.account ?? "elm"}/main/sip/did/1`,
    account: "elm",
    location: "main",
    section: "recurring",
    chargeKind: "recurring",
    plan: "sip",
    product: "did",
    description: "Number",
    serviceClass: "voip",
    portion: "mixed",
    callClass: null,
    from: april.from,
    until: april.until,
    about: null,
    quantity: "1",
    unit: "number",
    unitPrice: "100.00",
    share: null,
    amount: "100.00",
    calls: null,
    billedSeconds: null,
    counts: {},
    explanation: ["1 number × 100.00 = 100.00"],
    ...facts,
  };
}

const levy = (facts: Record<string, unknown>): Levy =>
  LevySchema.parse({ kind: "tax", portion: "all", form: { percent: "0.06" }, ...facts });
const fusf = (rounding: Record<string, unknown> = { mode: "down", places: 2 }) =>
  levy({
    id: "fusf",
    name: "FUSF",
    kind: "passThrough",
    family: "usf",
    jurisdiction: { level: "federal" },
    form: { percent: "0.37" },
    portion: ["interstate", "international"],
    rounding,
  });
const plain = levy({ id: "zz-sales", name: "Sales tax", jurisdiction: { state: "ZZ" } });
const sales = levy({
  id: "zz-sales",
  name: "Sales tax",
  jurisdiction: { state: "ZZ" },
  baseIncludes: ["fusf"],
});

function composed(input: {
  charges?: readonly Charge[];
  levies?: readonly Levy[];
  sites?: readonly { account: Account; charges: readonly Charge[] }[];
  payer?: Account;
  period?: typeof april;
}) {
  const payer = input.payer ?? account("elm");
  const sites = input.sites ?? [{ account: payer, charges: input.charges ?? [charge()] }];
  const levies = input.levies ?? [fusf(), sales];
  const facts = {
    legalEntity,
    payer,
    sites,
    period: input.period ?? april,
    billDate: civilDate("2026-05-01"),
    levies,
  };
  const assessment = assess(assessRequestFor({ ...facts, decisions: [] }));
  if (!assessment.ok) throw new Error(JSON.stringify(assessment.problems));
  return composeInvoice({
    ...facts,
    kind: "invoice",
    assessment: assessment.value,
    dueDate: civilDate("2026-05-31"),
    notices: ["ours"],
  });
}

function invoice(input: Parameters<typeof composed>[0] = {}): Invoice {
  const result = composed(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

describe("composeInvoice", () => {
  it("adds up: the worked example of the contract", () => {
    // 64.90 × 0.37 = 24.013 → 24.01; (100.00 + 24.01) × 6 % = 7.4406 → 7.44
    expect(invoice().totals).toEqual({
      recurring: "100.00",
      usage: "0.00",
      oneTime: "0.00",
      charges: "100.00",
      governmentTaxes: "7.44",
      regulatoryAssessments: "24.01",
      sellerCharges: "0.00",
      taxes: "31.45",
      amountDue: "131.45",
    });
  });

  it("is made in the order in which it is written, so that no key is sorted: a close writes thousands", () => {
    const made = invoice();
    const { issuedOn, number, ...content } = { ...made, taxRecords: packedRecords(made.taxRecords) };
    expect({ issuedOn, number }).toEqual({ issuedOn: null, number: null });
    expect(contentOf(made)).toBe(JSON.stringify(content));
  });

  it("the interstate method is the one in force on the first day of the period", () => {
    // March by the study: 20.00 × 0.37 = 7.40
    const march = invoice({ period: monthPeriod("2026-03"), levies: [fusf()] });
    expect(march.totals.taxes).toBe("7.40");
  });

  it("never prints what the seller absorbs or may not pass on, nor keeps its record on the customer's invoice", () => {
    const levies = [
      levy({ id: "recovered", passThrough: "allowed" }),
      levy({ id: "absorbed", passThrough: "allowed" }),
      levy({ id: "silent", passThrough: "allowed" }),
      levy({ id: "forbidden", passThrough: "forbidden" }),
      levy({
        id: "unknown-absorbed",
        passThrough: "allowed",
        form: undefined,
        values: [{ from: "2027-01-01", form: { percent: "0.01" } }],
      }),
    ];
    const made = invoice({ levies });
    expect(made.taxes.map((tax) => tax.levy)).toEqual(["recovered"]);
    expect(canonicalInvoice(made)).not.toMatch(/absorb|silent|forbidden/);
  });

  it("sections by the legal kind, in their order, at each location", () => {
    const levies = [
      levy({ id: "a-fee", kind: "sellerFee" }),
      levy({ id: "b-usf", kind: "passThrough" }),
      levy({ id: "c-tax" }),
    ];
    expect(invoice({ levies }).taxes.map((tax) => [tax.levy, tax.section])).toEqual([
      ["c-tax", "governmentTaxes"],
      ["b-usf", "regulatoryAssessments"],
      ["a-fee", "sellerCharges"],
    ]);
  });

  it("one line per levy and location, its amount the sum of the rounded ones", () => {
    // 0.10 × 6 % = 0.006 → 0.01, three times; 0.30 × 6 % would be 0.02
    const charges = ["1", "2", "3"].map((key) => charge({ key, amount: "0.10" }));
    expect(invoice({ charges, levies: [plain] }).taxes).toMatchObject([
      { base: "0.3", rate: "0.06", amount: "0.03" },
    ]);
  });

  it("a levy that rounds to nothing is told, not printed", () => {
    const made = invoice({ charges: [charge({ amount: "0.05" })], levies: [plain] });
    expect(made).toMatchObject({
      taxes: [],
      notTaxed: [{ levy: "zz-sales", reason: "comes to less than half a cent" }],
    });
  });

  it("a site whose location has the same id keeps its own taxes, and the order in which sites come does not matter", () => {
    const payer = account("elm");
    const site = account("ash", "YY");
    const sections = [
      { account: site, charges: [charge({ account: "ash" })] },
      { account: payer, charges: [charge()] },
    ];
    const made = invoice({ payer, sites: sections });
    expect(made.sites.map((one) => [one.account, one.charges, one.taxes])).toEqual([
      ["elm", "100.00", "31.45"],
      ["ash", "100.00", "24.01"],
    ]);
    expect(contentHash(invoice({ payer, sites: [...sections].reverse() }))).toBe(contentHash(made));
  });

  it("a levy finer than cents cannot be on a bill", () => {
    const finer = levy({ id: "fine", form: { percent: "0.00123" }, rounding: { mode: "none" } });
    expect(composed({ levies: [finer] })).toMatchObject({
      ok: false,
      problems: [{ code: "TAX_NOT_IN_CENTS" }],
    });
  });
});

describe("books 21: FUSF never exceeds factor × interstate portion of the bill", () => {
  const bill = fc.array(
    fc.record({
      cents: fc.integer({ min: 0, max: 100_000 }),
      portion: fc.constantFrom("mixed", "interstate", "intrastate", "international"),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const chargesOf = (lines: readonly { cents: number; portion: string }[]) =>
    lines.map(({ cents, portion }, index) =>
      charge({
        key: String(index),
        portion: portion as Charge["portion"],
        amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`,
      }),
    );
  const SHARE: Record<string, string> = {
    mixed: "0.649",
    interstate: "1",
    international: "1",
    intrastate: "0",
  };

  it("rounded down, on any bill", () => {
    fc.assert(
      fc.property(bill, (lines) => {
        const charges = chargesOf(lines);
        const billed = sum(invoice({ charges, levies: [fusf()] }).taxes.map((tax) => exact(tax.amount)));
        const interstate = sum(
          charges.map((line) => multiply(exact(line.amount), exact(SHARE[line.portion]!))),
        );
        expect(compare(billed, multiply(exact("0.37"), interstate))).toBeLessThanOrEqual(0);
      }),
    );
  });

  it.each([
    // 100.00: the cap is 24.013, half-up 24.01, up 24.02
    ["half-up below the cap", { mode: "halfUp", places: 2 }, ["100.00"], null],
    ["half-up above it", { mode: "halfUp", places: 2 }, ["0.07"], "FUSF_OVER_CAP"], // 0.0168091 → 0.02
    ["up", { mode: "up", places: 2 }, ["100.00"], "FUSF_OVER_CAP"],
    ["several lines whose sum is above", { mode: "halfUp", places: 2 }, ["0.03", "0.03"], "FUSF_OVER_CAP"], // 0.0072039 → 0.01 each; cap 0.0144
  ])("%s", (_, rounding, amounts, code) => {
    const charges = amounts.map((amount, index) => charge({ key: String(index), amount }));
    const result = composed({ charges, levies: [fusf(rounding)] });
    expect(result.ok ? null : result.problems[0]?.code).toBe(code);
  });
});

describe("books 17 and 18: content, number, hash", () => {
  it("issuing changes number and day, and not the content", () => {
    const draft = invoice();
    const issued = withNumber(draft, { number: "ZT-2026-000001", issuedOn: "2026-05-01" });
    expect(contentHash(issued)).toBe(contentHash(draft));
    expect(invoiceHash(issued)).not.toBe(invoiceHash(draft));
    expect(contentOf(issued)).not.toMatch(/ZT-2026|issuedOn/);
    expect(JSON.parse(canonicalInvoice(issued))).toMatchObject({
      number: "ZT-2026-000001",
      issuedOn: "2026-05-01",
    });
  });

  it("the canonical invoice reads back to itself: sorted keys, nothing lost", () => {
    const text = canonicalInvoice(invoice());
    expect(readInvoice(text)).toEqual(invoice());
    expect(canonicalInvoice(readInvoice(text))).toBe(text);
    expect(text.startsWith('{"account":{"billingAddress"')).toBe(true);
    expect(readInvoice(contentOf(invoice()))).toEqual(invoice());
  });

  it("what an earlier program issued is read, proved, and written again to the byte", () => {
    const made = invoice();
    expect(made.taxRecords.length).toBeGreaterThan(0);
    const taxRecords = made.taxRecords.map((record) => ({ ...record, because: becauseOf(record) }));
    const text = canonicalInvoice({ ...made, schema: "tollwright.invoice/1", taxRecords });
    expect(JSON.parse(text)).toHaveProperty("taxRecords", taxRecords);
    const read = readInvoice(text);
    expect(canonicalInvoice(read)).toBe(text);
    expect(verifyTaxes(read)).toEqual({ ...verifyTaxes(made), faults: [] });
    expect(explainInvoice(read)).toEqual(explainInvoice(made));
  });
});

describe("explainInvoice", () => {
  const made = invoice();

  it("a charge with its taxes, a levy, or everything with the totals", () => {
    const ofCharge = explainInvoice(made, "elm/main/sip/did/1");
    expect(ofCharge.slice(0, 3)).toEqual([
      "Number (elm/main/sip/did/1): 100.00",
      "  1 number × 100.00 = 100.00",
      "  FUSF: 24.01",
    ]);
    expect(explainInvoice(made, "zz-sales").join("\n")).toContain("124.01 × 0.06 = 7.4406");
    expect(explainInvoice(made).at(-1)).toBe("Amount due: 100.00 + 31.45 = 131.45");
    expect(explainInvoice(made, "gone")).toEqual([]);
  });
});

describe("any invoice adds up", () => {
  it("over sections, sites and lines", () => {
    const cents = fc.array(fc.integer({ min: -5000, max: 50_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(cents, (amounts) => {
        const charges = amounts.map((amount, index) =>
          charge({ key: String(index), amount: text(amount), portion: "intrastate" }),
        );
        const { totals, taxes } = invoice({ charges, levies: [plain] });
        const due = add(
          sum(charges.map((line) => exact(line.amount))),
          sum(taxes.map((tax) => exact(tax.amount))),
        );
        expect(compare(exact(totals.amountDue), due)).toBe(0);
      }),
    );
  });
});

function text(cents: number): string {
  const size = Math.abs(cents);
  return `${cents < 0 ? "-" : ""}${Math.floor(size / 100)}.${String(size % 100).padStart(2, "0")}`;
}
