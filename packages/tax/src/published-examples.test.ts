import { describe, expect, test } from "vitest";
import { charge, fee, type PublishedExample, published, tax } from "./testing/published-example.ts";

/*
 * Examples that revenue departments, legislatures, regulators and makers of tax engines published, each as the levy that it is about.
 * Amounts marked `published` stand in the source; the others follow from its rule by the arithmetic beside them.
 */
const FLORIDA = "Florida Department of Revenue, TIP 11A19-01 of 2011-06-23";
/** State 6.65 %, gross receipts 2.37 % and 0.15 %: three on one base, of one authority. */
const florida = (level: string) => ({
  levies: [tax("state", "0.0665"), tax("gross-receipts", "0.0237"), tax("further", "0.0015")].map((levy) => ({
    ...levy,
    authority: "Florida Department of Revenue",
  })),
  rounding: { level },
});

const roundings: readonly PublishedExample[] = [
  {
    source: `${FLORIDA}: 5.045 rounds to 5.05 (published)`,
    request: { levies: [tax("t", "0.05")], charges: [charge("100.90")] },
    lines: ["t 1 5.05"],
  },
  {
    source: `${FLORIDA}: 3.213 rounds to 3.21 (published)`,
    request: { levies: [tax("t", "0.05")], charges: [charge("64.26")] },
    lines: ["t 1 3.21"],
  },
  {
    // 19.99 × 0.0917 = 1.833083: 1.83 in all.
    source: `${FLORIDA}: the combined rate of 9.17 % (published rate) rounded once`,
    request: { ...florida("jurisdiction"), charges: [charge("19.99")] },
    lines: ["state 1 1.33", "gross-receipts 1 0.47", "further 1 0.03"],
  },
  {
    source: `${FLORIDA}: the item basis may set a minimum of 0.01 for each item`,
    request: {
      levies: [tax("t", "0.0917", { minimum: { amount: "0.01", per: "charge" } })],
      charges: [charge("0.03"), charge("0.04", { id: "2" })],
    },
    lines: ["t 1 0.01", "t 2 0.01"],
  },
  {
    source: "Revenu Québec, Calculating the taxes: 100.00, GST 5.00 and QST 9.98, in all 114.98 (published)",
    request: { levies: [tax("gst", "0.05"), tax("qst", "0.09975")], charges: [charge("100.00")] },
    lines: ["gst 1 5.00", "qst 1 9.98"],
  },
  {
    // 0.15 and 0.15 at 5 %: 0.0075 each, 0.015 together, half a cent counts as a whole one.
    source: "Revenu Québec, Calculating the taxes: several goods may be taxed on their total before rounding",
    request: {
      levies: [tax("gst", "0.05")],
      charges: [charge("0.15"), charge("0.15", { id: "2" })],
      rounding: { level: "invoice" },
    },
    lines: ["gst 1 0.01", "gst 2 0.01"],
  },
];

const OHIO = "Ohio Adm. Code 5703-9-53 (SSUTA 329; the same in 68 Okla. Stat. 1354.25 and Ga. Code 48-8-74)";
const changed = (before: string, after: string, datedBy: string) =>
  ({
    ...{ id: "sales", kind: "tax", datedBy },
    values: [
      { from: "2026-01-01", until: "2026-07-01", form: { percent: before } },
      { from: "2026-07-01", form: { percent: after } },
    ],
  }) as const;
const june = { from: "2026-06-15", until: "2026-07-15" };

const dates: readonly PublishedExample[] = [
  {
    source: `${OHIO}: an increase waits for the first period that starts on or after it`,
    request: {
      billDate: "2026-07-15",
      levies: [changed("0.05", "0.06", "streamlined")],
      charges: [charge("100.00", { period: june })],
    },
    lines: ["sales 1 5.00"],
  },
  {
    source: `${OHIO}: and holds for that period`,
    request: {
      billDate: "2026-07-31",
      levies: [changed("0.05", "0.06", "streamlined")],
      charges: [charge("100.00", { period: { from: "2026-07-01", until: "2026-08-01" } })],
    },
    lines: ["sales 1 6.00"],
  },
  {
    source: `${OHIO}: a decrease holds for bills rendered from it on`,
    request: {
      billDate: "2026-07-15",
      levies: [changed("0.06", "0.05", "streamlined")],
      charges: [charge("100.00", { period: june })],
    },
    lines: ["sales 1 5.00"],
  },
  {
    source:
      "Minnesota Revenue, Sales during transitional periods: a bill that lists service dates may go by them",
    request: {
      levies: [changed("0.05", "0.06", "serviceFrom")],
      charges: [
        charge("50.00", { period: { from: "2026-06-15", until: "2026-07-01" } }),
        charge("50.00", { id: "2", period: { from: "2026-07-01", until: "2026-07-15" } }),
      ],
    },
    lines: ["sales 1 2.50", "sales 2 3.00"],
  },
];

const CONNECTICUT = "Conn. Agencies Regs. 28-24-8a(c), progressive wireline inclusion schedule";
/** At the rate of 0.73 for 2024/25 of the 9-1-1 Telecommunications Fund's page. */
const connecticut = {
  unit: "lines",
  ...{ amount: "0.73", per: "account", tierMode: "volume" },
  tiers: [
    ...[
      ["1", "1"],
      ["2", "0.75"],
      ["3", "0.67"],
      ["5", "0.6"],
      ["10", "0.5"],
      ["25", "0.4"],
      ["50", "0.33"],
      ["99", "0.25"],
    ].map(([upTo, each]) => ({ upTo, each })),
  ],
};
const lineCount = (source: string, lines: number, expected: string): PublishedExample => ({
  source,
  request: { levies: [fee("e911", connecticut)], charges: [charge("0", { counts: { lines } })] },
  lines: [`e911 1 ${expected}`],
});

const PENNSYLVANIA = "35 Pa.C.S. 5307(b), at 1.65 of 5306.2(a)";
const centrex = {
  unit: "centrexLines",
  ...{ amount: "1.65", per: "account" },
  tiers: [
    { upTo: "25", each: "1" },
    { upTo: "100", each: "0.75" },
    { upTo: "250", each: "0.5" },
    { upTo: "500", each: "0.2" },
    { upTo: null, each: "0.172" },
  ],
};
const wisconsin = {
  unit: "connections",
  ...{ amount: "0.75", per: "account" },
  tiers: [
    { upTo: "10", each: "1" },
    { upTo: null, each: "0.1" },
  ],
};
const counted = (perUnit: object, counts: object) => ({
  levies: [fee("fee", perUnit)],
  charges: [charge("0", { counts })],
});

const counts: readonly PublishedExample[] = [
  lineCount(`${CONNECTICUT}: one line`, 1, "1 0.73"),
  lineCount(`${CONNECTICUT}: two lines at .75`, 2, "1.5 1.10"),
  lineCount(`${CONNECTICUT}: three at .67`, 3, "2.01 1.47"),
  lineCount(`${CONNECTICUT}: five at .6`, 5, "3 2.19"),
  lineCount(`${CONNECTICUT}: six at .5`, 6, "3 2.19"),
  lineCount(`${CONNECTICUT}: 25 at .4`, 25, "10 7.30"),
  lineCount(`${CONNECTICUT}: 26 at .33`, 26, "8.58 6.26"),
  lineCount(`${CONNECTICUT}: 99 at .25`, 99, "24.75 18.07"),
  {
    // 25 + 75 × 0.75 + 150 × 0.5 + 250 × 0.2 + 100 × 0.172 = 223.45; × 1.65 = 368.6925
    source: `${PENNSYLVANIA}(1)-(5): 600 Centrex lines`,
    request: counted(centrex, { centrexLines: 600 }),
    lines: ["fee 1 223.45 368.69"],
  },
  {
    source: `${PENNSYLVANIA}(6): a primary rate interface is 23 surcharges`,
    request: counted({ units: { pris: "23" }, amount: "1.65" }, { pris: 2 }),
    lines: ["fee 1 46 75.90"],
  },
  {
    source: `${PENNSYLVANIA}(7): VoIP by its capacity for simultaneous outbound calls, whatever the numbers`,
    request: counted({ unit: "channels", amount: "1.65" }, { channels: 8, numbers: 40 }),
    lines: ["fee 1 8 13.20"],
  },
  {
    source: "35 Pa.C.S. 5306.2(b): the provider keeps 1 % of what it collects",
    request: {
      levies: [fee("fee", { unit: "lines", amount: "1.65" }, { collectionAllowance: { percent: "0.01" } })],
      charges: [charge("0", { counts: { lines: 100 } })],
    },
    lines: ["fee 1 100 165.00"],
  },
  {
    source: "Wisconsin Department of Revenue, Police & Fire Protection Fee: 0.75 for each of ten connections",
    request: counted(wisconsin, { connections: 10 }),
    lines: ["fee 1 10 7.50"],
  },
  {
    source: "The same: 0.075 for each beyond ten (published)",
    request: counted(wisconsin, { connections: 24 }),
    lines: ["fee 1 11.4 8.55"],
  },
  {
    source: "N.Y. County Law 304(3): no more than 75 lines per customer per location",
    request: {
      levies: [fee("e911", { unit: "lines", amount: "0.35", per: "location", maxUnits: "75" })],
      charges: [
        charge("0", { location: "main", counts: { lines: 60 } }),
        charge("0", { id: "2", location: "main", counts: { lines: 60 } }),
        charge("0", { id: "3", location: "branch", counts: { lines: 60 } }),
      ],
    },
    lines: ["e911 1 60 21.00", "e911 2 15 5.25", "e911 3 60 21.00"],
  },
  {
    source: "N.Y. County Law 304(4): Lifeline customers are exempt",
    request: {
      levies: [fee("e911", { unit: "lines", amount: "0.35" }, { exceptLifeline: true })],
      charges: [charge("20.00", { lifeline: true, counts: { lines: 1 } })],
    },
    lines: ["e911 1 0.00"],
  },
  {
    source:
      "1 Tex. Admin. Code 255.4(a): each individual channel of a multi-channel service is a line; ISDN-PRI has 24",
    request: counted({ units: { lines: "1", pris: "24" }, amount: "0.50" }, { lines: 3, pris: 1 }),
    lines: ["fee 1 27 13.50"],
  },
  {
    source:
      "47 CFR 52.33 (2005): number portability charges, nine for a PBX trunk, five for a primary rate interface, Lifeline none",
    request: {
      levies: [
        {
          ...{ id: "lnp", kind: "sellerFee", exceptLifeline: true },
          form: { perUnit: { units: { lines: "1", pbxTrunks: "9", pris: "5" }, amount: "0.40" } },
        },
      ],
      charges: [
        charge("0", { counts: { lines: 2, pbxTrunks: 1, pris: 2 } }),
        charge("0", { id: "2", counts: { lines: 1 }, lifeline: true }),
      ],
    },
    lines: ["lnp 1 21 8.40", "lnp 2 0.00"],
  },
  {
    source: "D.C. Code 34-1803: eight PBX stations count as one trunk, 0.76 each",
    request: counted(
      { units: { trunks: "1", pbxStations: "1/8" }, amount: "0.76" },
      { trunks: 2, pbxStations: 24 },
    ),
    lines: ["fee 1 5 3.80"],
  },
  {
    source: "Clark County (Nev.) Code 4.35: 0.50 for an access line, ten times as much for a trunk",
    request: counted({ units: { lines: "1", trunks: "10" }, amount: "0.50" }, { lines: 4, trunks: 2 }),
    lines: ["fee 1 24 12.00"],
  },
  {
    source: "Georgia, 911 by resolution: never more than the simultaneous outbound calls that are enabled",
    request: counted({ unit: "numbers", atMost: "channels", amount: "1.50" }, { numbers: 120, channels: 23 }),
    lines: ["fee 1 23 34.50"],
  },
];

const NEW_HAMPSHIRE = "N.H. Rev. Stat. 82-A:4-c, private communications services, at the rate of 7 %";
const newHampshire = tax("cst", "0.07", { jurisdiction: { state: "NH" } });
const [inside, outside] = [{ state: "NH" }, { state: "MA" }];
const situated = (
  source: string,
  situs: object | { place: object },
  lines: readonly string[],
): PublishedExample => ({
  source,
  request: { levies: [newHampshire], charges: [charge("300.00", situs)] },
  lines,
});

const places: readonly PublishedExample[] = [
  situated(
    `${NEW_HAMPSHIRE}: I, a separate charge for a termination point is where the point is`,
    { place: inside },
    ["cst 1 21.00"],
  ),
  situated(
    `${NEW_HAMPSHIRE}: II, all points are in the state`,
    { situs: { points: [{ place: inside, count: 4 }] } },
    ["cst 1 21.00"],
  ),
  situated(
    `${NEW_HAMPSHIRE}: III, a segment with one end outside, 50 percent`,
    { situs: { segment: [inside, outside] } },
    ["cst 1 10.50"],
  ),
  situated(
    `${NEW_HAMPSHIRE}: IV, segments not separately billed, points here by all points`,
    {
      situs: {
        points: [
          { place: inside, count: 1 },
          { place: outside, count: 2 },
        ],
      },
    },
    ["cst 1 7.00"],
  ),
  {
    source:
      "Texas Comptroller 96-339: a call from Houston to Beaumont charged to a home in El Paso is Houston's (published)",
    request: {
      levies: ["Houston", "Beaumont", "El Paso"].map((city) =>
        tax(city, "0.01", { jurisdiction: { state: "TX", city } }),
      ),
      charges: [charge("3.00", { place: { state: "TX", city: "Houston" } })],
    },
    lines: ["Houston 1 0.03"],
  },
  {
    source:
      "Texas Comptroller 96-339: local tax is due from Austin to Dallas, not from Austin to Chicago (published)",
    request: {
      place: { state: "TX", city: "Austin" },
      levies: [
        tax("austin", "0.01", { portion: "intrastate", jurisdiction: { state: "TX", city: "Austin" } }),
      ],
      charges: [
        charge("5.00", { portion: "intrastate" }),
        charge("5.00", { id: "2", portion: "interstate" }),
      ],
    },
    lines: ["austin 1 0.05", "austin 2 0.00"],
  },
  {
    source: "SSUTA 314(B), as 423.20 Iowa Code: call by call, where it begins or ends and is charged",
    request: {
      levies: [
        tax("ia", "0.06", { jurisdiction: { state: "IA" } }),
        tax("ne", "0.055", { jurisdiction: { state: "NE" } }),
      ],
      charges: [
        charge("2.00", {
          situs: {
            callByCall: {
              origin: { state: "IA" },
              termination: { state: "NE" },
              serviceAddress: { state: "IA" },
            },
          },
        }),
      ],
    },
    lines: ["ia 1 0.12"],
  },
];

const bases: readonly PublishedExample[] = [
  {
    // (30.00 + 1.00 + 0.75 + 1.25) × 0.04225 = 1.39425
    source:
      "Missouri Department of Revenue, LR5980: recovery, universal service and municipal charges are in the price",
    request: {
      levies: [
        { id: "recovery", kind: "sellerFee", form: { perUnit: { unit: "charge", amount: "1.00" } } },
        { id: "usf", kind: "passThrough", form: { percent: "0.025" } },
        { id: "municipal", kind: "passThrough", form: { perUnit: { unit: "charge", amount: "1.25" } } },
        tax("sales", "0.04225", { baseIncludes: ["kind:sellerFee", "kind:passThrough"] }),
      ],
      charges: [charge("30.00")],
    },
    lines: ["recovery 1 1 1.00", "usf 1 0.75", "municipal 1 1 1.25", "sales 1 1.39"],
  },
  {
    // (40.00 + 1.00) × 0.04 = 1.64
    source:
      "N.Y. Department of Public Service, Taxes and surcharges: 4 % on intrastate service and all surcharges except E911",
    request: {
      levies: [
        { id: "excise", kind: "passThrough", family: "excise", form: { percent: "0.025" } },
        fee("e911", { unit: "lines", amount: "0.35" }, { kind: "passThrough" }),
        tax("sales", "0.04", {
          portion: "intrastate",
          baseIncludes: ["kind:passThrough"],
          baseExcludes: ["e911"],
        }),
      ],
      charges: [charge("40.00", { portion: "intrastate", counts: { lines: 1 } })],
    },
    lines: ["excise 1 1.00", "e911 1 1 0.35", "sales 1 1.64"],
  },
  {
    source: "Massachusetts TIR 03-16: the 911 surcharge is no part of the sales price",
    request: {
      levies: [fee("e911", { unit: "lines", amount: "1.50" }), tax("sales", "0.0625")],
      charges: [charge("40.00", { counts: { lines: 1 } })],
    },
    lines: ["e911 1 1 1.50", "sales 1 2.50"],
  },
  {
    // 30.00 free: 42.00 leaves 12.00.
    source:
      "Massachusetts, Sales tax on telecommunications: 30 dollars a month of residential service at a service address",
    request: {
      buyer: { kind: "residential" },
      levies: [tax("sales", "0.0625", { exemptFirst: { amount: "30", per: "location" } })],
      charges: [charge("25.00", { location: "home" }), charge("17.00", { id: "2", location: "home" })],
    },
    lines: ["sales 1 0.00", "sales 2 0.75"],
  },
  {
    source: "20 NYCRR 528.21: of 100.00 of toll calls of a newspaper 65.00 are exempt (published)",
    request: {
      levies: [tax("sales", "0.04")],
      buyer: { exemptions: [{ certificate: "news", levies: ["sales"], share: "0.65" }] },
      charges: [charge("100.00")],
    },
    lines: ["sales 1 1.40"],
  },
  {
    source:
      "Wisconsin Tax Bulletin of November 2019: internet access, identified, is taken out of a bundle of 100.00",
    request: {
      levies: [tax("sales", "0.05", { serviceClasses: ["voip"] })],
      charges: [
        charge("60.00", { id: "1#voice", partOf: "1", component: "Voice", serviceClass: "voip" }),
        charge("40.00", {
          id: "1#internet",
          partOf: "1",
          component: "Internet",
          serviceClass: "internetAccess",
        }),
      ],
    },
    lines: ["sales 1 3.00"],
  },
  {
    source: "Avalara, Calculating TaxIncluded: 100.00 at 7.75 % on top is 7.75 (published)",
    request: { levies: [tax("sales", "0.0775")], charges: [charge("100.00")] },
    lines: ["sales 1 7.75"],
  },
  {
    // 100.00 ÷ 1.0775 = 92.8074…, of which 7.1926
    source: "The same, with the tax in a price of 100.00",
    request: { levies: [tax("sales", "0.0775")], charges: [charge("100.00", { taxIncluded: true })] },
    lines: ["sales 1 7.19"],
  },
];

const ORACLE = "Oracle Banking Corporate Lending 14.8, annexure Tax calculations: 1,800,000";
const rows = [
  ["5000", "0.02"],
  ["25000", "0.05"],
  ["100000", "0.08"],
  ["2500000", "0.1"],
  ["10000000", "0.15"],
].map(([upTo, percent]) => ({ upTo, percent }));
const tiered = (mode: string) => ({
  levies: [{ id: "t", kind: "tax", form: { tiers: { mode, rows } } }],
  charges: [charge("1800000")],
});

const others: readonly PublishedExample[] = [
  {
    // 100 + 1,000 + 6,000 + 170,000
    source: `${ORACLE} by tiers, each slice at its own rate`,
    request: tiered("graduated"),
    lines: ["t 1 177100.00"],
  },
  { source: `${ORACLE} by slabs, all at 10 %`, request: tiered("volume"), lines: ["t 1 180000.00"] },
  {
    // 250.00 × 0.649 = 162.25, × 0.360 = 58.41
    source: "47 CFR 54.712(a) and FCC 06-94, paragraph 53: the safe harbor, at the factor of 2025Q3",
    request: {
      seller: { interstateMethod: { voip: "safeHarbor" } },
      levies: [
        {
          ...{ id: "fusf", kind: "passThrough", form: { percent: "0.36" } },
          ...{ portion: ["interstate", "international"], rounding: { mode: "down" } },
        },
      ],
      charges: [charge("250.00", { serviceClass: "voip", portion: "mixed" })],
    },
    lines: ["fusf 1 58.41"],
  },
  {
    source: "FCC Form 499-Q instructions: what the bill shows as interstate is interstate in full",
    request: {
      seller: { interstateMethod: { voip: "safeHarbor" } },
      levies: [{ id: "fusf", kind: "passThrough", form: { percent: "0.36" }, portion: "interstate" }],
      charges: [charge("250.00", { serviceClass: "voip", portion: "interstate" })],
    },
    lines: ["fusf 1 90.00"],
  },
];

describe.each([
  ["rounding", roundings],
  ["dates", dates],
  ["counts", counts],
  ["places", places],
  ["bases", bases],
  ["forms and portions", others],
])("published examples: %s", (_, examples) => {
  test.each(examples.map((example) => [example.source, example] as const))("%s", (_source, example) => {
    expect(published(example)).toEqual(example.lines);
  });
});
