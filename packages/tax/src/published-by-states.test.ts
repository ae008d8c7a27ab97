import { describe, expect, test } from "vitest";
import { charge, fee, type PublishedExample, published, tax } from "./testing/published-example.ts";
import { answerTo } from "./testing/requests.ts";

/*
 * Rules and examples that departments, legislatures and parliaments published. Where the source gives a rate or an amount it is in the
 * example's name or beside it; prices that the source leaves open are chosen here.
 */

const HAWAII = "Hawaii Department of Taxation, County Surcharge: maximum pass-on rates";
const hawaii = (price: string, county: string, expected: readonly string[]): PublishedExample => ({
  source: `${HAWAII}, 4 % and ${county} of ${price}`,
  request: {
    levies: [
      tax("excise", "0.04", { selfIncluding: "get" }),
      tax("county", county, { selfIncluding: "get" }),
    ].map((levy) => ({ ...levy, authority: "Hawaii" })),
    charges: [charge(price)],
    rounding: { level: "jurisdiction" },
  },
  lines: expected,
});

const FLORIDA = "Florida Department of Revenue, TIP 10A19-05";
const florida = (kind: string) => ({
  buyer: { kind },
  levies: [
    tax("state", "0.0665", { except: { buyerKinds: ["residential"] } }),
    tax("gross-receipts", "0.0237"),
    tax("added", "0.0015", { except: { buyerKinds: ["residential"] } }),
  ],
  charges: [charge("100.00")],
});

const LOUISIANA = "Louisiana Department of Revenue, Which sales taxes apply to telecommunications services";
const dated = (id: string, before: string, after: string, portion: string | string[]) => ({
  ...{ id, kind: "tax", portion },
  values: [
    { from: "2018-07-01", until: "2025-01-01", form: { percent: before } },
    { from: "2025-01-01", form: { percent: after } },
  ],
});
const louisiana = (billDate: string, portion: string, lines: readonly string[]): PublishedExample => ({
  source: `${LOUISIANA}: ${portion}, billed ${billDate}`,
  request: {
    billDate,
    levies: [
      dated("intrastate", "0.0345", "0", "intrastate"),
      dated("interstate", "0.0245", "0", "interstate"),
      dated("general", "0", "0.05", ["intrastate", "interstate"]),
      dated("additional", "0", "0.05", ["intrastate", "interstate"]),
    ],
    charges: [charge("100.00", { portion })],
  },
  lines,
});

const SHREVEPORT = { state: "LA", city: "Shreveport" };
const calls = (origin: object, termination: object, serviceAddress: object) => ({
  levies: [tax("la", "0.03", { jurisdiction: { state: "LA" } })],
  charges: [
    charge("10.00", {
      portion: "interstate",
      situs: { callByCall: { origin, termination, serviceAddress } },
    }),
  ],
});

const AUSTRALIA = "A New Tax System (Goods and Services Tax) Act 1999, section 9-90";
const gst = tax("gst", "0.1");

const examples: readonly PublishedExample[] = [
  // 4.7120 % (published); 45 ÷ 0.955 = 47.1204…
  hawaii("1000.00", "0.005", ["excise 1 41.88", "county 1 5.24"]),
  // 4.4386 % (published); 42.50 ÷ 0.9575 = 44.3864…
  hawaii("1000.00", "0.0025", ["excise 1 41.78", "county 1 2.61"]),
  // 4.1666 % (published)
  hawaii("1000.00", "0", ["excise 1 41.67", "county 1 0.00"]),
  {
    source: `${FLORIDA}: state and gross receipts together stay 9.17 % (published)`,
    request: florida("business"),
    lines: ["state 1 6.65", "gross-receipts 1 2.37", "added 1 0.15"],
  },
  {
    source: `${FLORIDA}: a household bears 2.37 % alone (published)`,
    request: florida("residential"),
    lines: ["state 1 0.00", "gross-receipts 1 2.37", "added 1 0.00"],
  },
  louisiana("2024-12-31", "intrastate", [
    "intrastate 1 3.45",
    "interstate 1 0.00",
    "general 1 0.00",
    "additional 1 0.00",
  ]),
  louisiana("2024-12-31", "interstate", [
    "intrastate 1 0.00",
    "interstate 1 2.45",
    "general 1 0.00",
    "additional 1 0.00",
  ]),
  louisiana("2025-01-01", "interstate", [
    "intrastate 1 0.00",
    "interstate 1 0.00",
    "general 1 5.00",
    "additional 1 5.00",
  ]),
  {
    source:
      "Louisiana, press release of 2001-03-28: a call out of the state, charged to an address in it, 3 % (published)",
    request: calls(SHREVEPORT, { state: "TX" }, SHREVEPORT),
    lines: ["la 1 0.30"],
  },
  {
    source: "The same: a call into the state that is charged elsewhere",
    request: calls({ state: "TX" }, SHREVEPORT, { state: "TX" }),
    lines: [],
  },
  {
    source:
      "City of Fairfax, Communication Sales Tax: 5 %, and 0.75 a line that stands beside it (published)",
    request: {
      levies: [tax("sales", "0.05"), fee("e911", { unit: "lines", amount: "0.75" })],
      charges: [charge("60.00", { counts: { lines: 3 } })],
    },
    lines: ["sales 1 3.00", "e911 1 3 2.25"],
  },
  {
    source:
      "Tex. Tax Code 151.325(c): the first 25 of internet access are exempt, whether one sum or one a user",
    request: {
      levies: [tax("sales", "0.0625", { exemptFirst: { amount: "25", per: "account" } })],
      charges: [charge("20.00", { account: "a" }), charge("20.00", { id: "2", account: "a" })],
    },
    // 15.00 × 0.0625 = 0.9375
    lines: ["sales 1 0.00", "sales 2 0.94"],
  },
  {
    source:
      "Iowa Adm. Code 701-217.3, example A: a fax for 2, and a line for 500 a month, are taxable (published)",
    request: {
      levies: [tax("sales", "0.06", { portion: "intrastate" })],
      charges: [charge("2.00"), charge("500.00", { id: "2" })],
    },
    lines: ["sales 1 0.12", "sales 2 30.00"],
  },
  {
    source: "Iowa Adm. Code 701-224.4: interstate service that is billed separately is exempt",
    request: {
      levies: [tax("sales", "0.06", { portion: "intrastate" })],
      charges: [charge("40.00", { portion: "interstate" })],
    },
    lines: ["sales 1 0.00"],
  },
  {
    source:
      "Iowa Adm. Code 701-107.7: a card call from Fort Dodge to Cedar Rapids, billed to Polk County, is Polk's (published)",
    request: {
      levies: ["Polk", "Webster", "Linn"].map((county) =>
        tax(county, "0.01", { jurisdiction: { state: "IA", county } }),
      ),
      charges: [charge("3.00", { place: { state: "IA", county: "Polk" } })],
    },
    lines: ["Polk 1 0.03"],
  },
  {
    source: "Minnesota Revenue, Fact Sheet 119: 9-1-1, TAP and TAM charges are not taxable (published)",
    request: {
      levies: [
        fee("e911", { unit: "lines", amount: "0.80" }),
        fee("tap", { unit: "lines", amount: "0.10" }),
        fee("tam", { unit: "lines", amount: "0.07" }),
        tax("sales", "0.06875"),
      ],
      charges: [charge("40.00", { counts: { lines: 1 } })],
    },
    lines: ["e911 1 1 0.80", "tap 1 1 0.10", "tam 1 1 0.07", "sales 1 2.75"],
  },
  {
    source: "N.M. Stat. 7-9C-3 and 7-9C-6: 4.25 % on interstate service, private lines deducted",
    request: {
      levies: [
        tax("itgrt", "0.0425", { portion: "interstate", except: { serviceClasses: ["privateLine"] } }),
      ],
      charges: [
        charge("100.00", { portion: "interstate", serviceClass: "voip" }),
        charge("100.00", { id: "2", portion: "interstate", serviceClass: "privateLine" }),
      ],
    },
    lines: ["itgrt 1 4.25", "itgrt 2 0.00"],
  },
  {
    source: "Wis. Adm. Code Tax 11.66: a bank and its cash machines in Milwaukee, all points there",
    request: {
      levies: [tax("wi", "0.05", { jurisdiction: { state: "WI" } })],
      charges: [
        charge("400.00", { situs: { points: [{ place: { state: "WI", city: "Milwaukee" }, count: 6 }] } }),
      ],
    },
    lines: ["wi 1 20.00"],
  },
  {
    source: "R.I. Gen. Laws 44-18.1-25(A): a third decimal of four is dropped, one of five is a cent",
    request: { levies: [tax("t", "0.07")], charges: [charge("0.20"), charge("0.50", { id: "2" })] },
    // 0.014 and 0.035
    lines: ["t 1 0.01", "t 2 0.04"],
  },
  {
    source: "RCW 82.08.054: the rounding rule is applied to the aggregated state and local taxes",
    request: {
      levies: [tax("state", "0.065"), tax("local", "0.0385")].map((levy) => ({
        ...levy,
        authority: "Washington",
      })),
      charges: [charge("9.99")],
      rounding: { level: "jurisdiction" },
    },
    // 0.64935 and 0.384615: 1.033965, which is 1.03.
    lines: ["state 1 0.65", "local 1 0.38"],
  },
  {
    source: `${AUSTRALIA}(1): half a cent counts as one`,
    request: { levies: [gst], charges: [charge("0.45")] },
    lines: ["gst 1 0.05"],
  },
  {
    source: `${AUSTRALIA}(2)(a): several supplies of one invoice are added up first`,
    request: {
      levies: [gst],
      charges: [charge("0.24"), charge("0.24", { id: "2" }), charge("0.24", { id: "3" })],
      rounding: { level: "invoice" },
    },
    // 0.072, which is 0.07
    lines: ["gst 1 0.03", "gst 2 0.02", "gst 3 0.02"],
  },
  {
    source: "HMRC, VATREC12030: less than half a penny is rounded down, half a penny up",
    request: { levies: [tax("vat", "0.2")], charges: [charge("0.12"), charge("0.125", { id: "2" })] },
    lines: ["vat 1 0.02", "vat 2 0.03"],
  },
];

describe("published examples of states and countries", () => {
  test.each(examples.map((example) => [example.source, example] as const))("%s", (_source, example) => {
    expect(published(example)).toEqual(example.lines);
  });

  test("KRS 136.616(3): 1.3 % of gross revenues is never shown to the customer (published)", () => {
    const levies = [
      tax("gross", "0.013", { kind: "passThrough", passThrough: "forbidden" }),
      tax("sales", "0.06", { baseIncludes: ["gross"] }),
    ];
    const { total, notBilled } = answerTo({ levies, charges: [charge("100.00")] });
    expect({ total, notBilled }).toEqual({ total: "6.00", notBilled: "1.30" });
  });
});
