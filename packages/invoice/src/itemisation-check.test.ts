import { describe, expect, it } from "vitest";
import type { InvoiceCharge, ItemisedCall } from "./invoice.ts";
import { itemisationOf } from "./itemisation.ts";
import { itemisationCheck } from "./itemisation-check.ts";

const line: InvoiceCharge = {
  key: "acme/main/sip/ld/interstate",
  account: "acme",
  location: "main",
  section: "usage",
  plan: "sip",
  product: "ld",
  description: "Long distance",
  about: null,
  serviceClass: "voip",
  portion: "interstate",
  callClass: "interstate",
  from: "2026-04-01",
  until: "2026-05-01",
  quantity: "3.1",
  unit: "minute",
  unitPrice: null,
  share: null,
  calls: 3,
  billedSeconds: "186",
  counts: {},
  amount: "1.01",
  explanation: [],
};

const row: ItemisedCall = {
  account: "acme",
  dateTime: "2026-04-07 09:03:10",
  zone: "America/Chicago",
  direction: "outbound",
  from: "+13125550100",
  to: "+16025550100",
  destination: "Phoenix",
  callClass: "interstate",
  seconds: "61.5",
  billedSeconds: 62,
  poolSeconds: 0,
  ratePerMinute: "0.324194",
  listCharge: "0.335000",
  billedCharge: "0.335000",
  chargeKey: line.key,
  callKey: "00",
};

const reversal = { kind: "reversal", period: "2026-03", of: line.key, reverses: null } as const;

describe("what ties an itemised file to its invoice", () => {
  // Three calls of 0.335000 are 1.005, half-up 1.01.
  it.each<[what: string, rows: readonly ItemisedCall[], differences: readonly string[]]>([
    ["the calls of the line", [row, row, row], []],
    [
      "one call less",
      [row, row],
      [
        `${line.key}: calls 3, itemised 2`,
        `${line.key}: billed seconds 186, itemised 124`,
        `${line.key}: amount 1.01, itemised 0.67`,
      ],
    ],
    [
      "another price",
      [row, row, { ...row, billedCharge: "0.329999" }],
      [`${line.key}: amount 1.01, itemised 1.00`],
    ],
    [
      "seconds of a pool that the line has not",
      [row, row, { ...row, poolSeconds: 6 }],
      [`${line.key}: seconds of pools 0, itemised 6`],
    ],
    [
      "a call of no line",
      [row, row, row, { ...row, chargeKey: "acme/main/sip/ld/local" }],
      ["acme/main/sip/ld/local: no line of the invoice has these calls"],
    ],
  ])("%s", (_what, rows, differences) => {
    const check = itemisationCheck({ charges: [line] });
    for (const one of rows) check.add(one);
    expect(check.differences()).toEqual(differences);
  });

  it("list charges of a line that pools priced are compared as well", () => {
    const charges = [
      { ...line, amount: "0.67", allocated: { listCharge: "1.005", drawnSeconds: "62" } },
    ] satisfies InvoiceCharge[];
    const covered = { ...row, poolSeconds: 62, billedCharge: "0.000000" };
    const check = itemisationCheck({ charges });
    for (const one of [row, row, covered]) check.add(one);
    expect(check.differences()).toEqual([]);
  });

  it("counts lines with calls, and none of what is taken back", () => {
    const recurring = {
      ...line,
      section: "recurring",
      calls: null,
      billedSeconds: null,
    } satisfies InvoiceCharge;
    const back = { ...line, calls: -3, correction: reversal } satisfies InvoiceCharge;
    expect(itemisationOf([recurring, line, back])).toEqual({ calls: 3, billedSeconds: "186" });
    expect(itemisationOf([recurring])).toBeNull();
  });
});
