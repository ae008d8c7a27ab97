import { AvalaraChoice, SureTaxChoice } from "@tollwright/inventory";
import { type Assessment, recomputeTaxLine, type TaxDocument } from "@tollwright/tax";
import { avalaraEngine, sureTaxEngine } from "@tollwright/tax-engines";
import { describe, expect, it } from "vitest";
import { codes, value } from "../results.ts";
import { engineServer, memoryJournal, type Reply } from "./engine-server.ts";

const address = {
  lines: ["1 Example Street"],
  city: "Concord",
  state: "NH",
  postalCode: "03301-1234",
  country: "US",
};
const place = { state: "NH", county: "Merrimack", city: "Concord" };

const document = (facts: Partial<TaxDocument["request"]> = {}): TaxDocument => ({
  code: "ST-2026-000001",
  account: "acme",
  addresses: new Map([["acme/main", address]]),
  request: {
    billDate: "2026-05-01" as TaxDocument["request"]["billDate"],
    buyer: { kind: "business" },
    charges: [
      {
        id: "trunk",
        amount: "100.10",
        serviceClass: "voip",
        portion: "mixed",
        place,
        location: "acme/main",
        counts: { channels: 4 },
      },
      {
        id: "usage",
        amount: "-2.50",
        serviceClass: "voip",
        kind: "usage",
        place,
        location: "acme/main",
        counts: { minutes: "10.51" },
      },
    ],
    ...facts,
  },
});

const waited: number[] = [];
const wait = (milliseconds: number): Promise<void> => {
  waited.push(milliseconds);
  return Promise.resolve();
};

const avalaraAnswer = (...items: readonly object[]): string =>
  JSON.stringify({ inv: [{ doc: "x", itms: items }] });
// As the vendor writes them: doubles, unrounded.
const fusf =
  '{"bill":true,"cmpl":true,"tm":64.9649,"calc":1,"cat":"CONNECTIVITY CHARGES","cid":5,"name":"FUSF (VoIP)","exm":0,"lns":0,"min":0,"pcd":0,"rate":0.37,"sur":true,"tax":24.037012999999998,"lvl":0,"tid":162}';
const fee =
  '{"bill":true,"cmpl":true,"tm":0,"calc":4,"cat":"E-911 CHARGES","cid":7,"name":"E911","exm":0,"lns":4,"min":0,"pcd":1,"rate":0.75,"sur":false,"tax":3.0,"lvl":1,"tid":14}';
const hidden = fusf.replace('"bill":true', '"bill":false').replace('"tid":162', '"tid":999');
const whole = `{"inv":[{"itms":[{"ref":"1","txs":[${fusf},${fee},${hidden}]},{"ref":"2","txs":[]}]}]}`;

async function avalara(replies: readonly Reply[], journal = memoryJournal()) {
  const server = await engineServer(replies);
  const choice = AvalaraChoice.parse({
    kind: "avalara",
    url: server.url,
    clientId: "77",
    company: {
      businessClass: "clec",
      serviceClass: "primaryLocal",
      facilitiesBased: false,
      franchise: false,
      regulated: true,
    },
    products: [
      { serviceClass: "voip", chargeKind: "usage", transaction: 19, service: 49 },
      { serviceClass: "voip", lines: "channels", transaction: 19, service: 6 },
    ],
    categories: {
      "CONNECTIVITY CHARGES": { kind: "passThrough", family: "usf" },
      "E-911 CHARGES": { kind: "tax", family: "e911" },
    },
    exemptionCategories: { sales: 1 },
    timeoutSeconds: 1,
  });
  const engine = avalaraEngine({ choice, login: { user: "u", password: "p" }, journal, wait });
  return { engine, heard: server.heard, journal };
}

const shown = ({ taxLines }: Assessment): readonly string[] =>
  taxLines.map(({ levy, charge, kind, level, base, units, amount, billed }) =>
    [levy, charge, kind, level, base, units ?? "-", amount, billed].join(" "),
  );

describe("Avalara for Communications", () => {
  it("is asked in its own words, with exact amounts, and its doubles are read exactly", async () => {
    const { engine, heard } = await avalara([{ text: whole }]);
    const assessment = value(await engine.quote(document()));
    const [asked] = heard;
    expect(asked?.path).toBe("/api/v2/afc/CalcTaxes");
    expect(asked?.headers["api_key"]).toBe("dTpw");
    expect(asked?.headers["client_id"]).toBe("77");
    expect(asked?.body).toContain('"chg":100.10,"line":4');
    expect(asked?.body).toContain('"chg":-2.50,"line":0,"min":10.51');
    const sent = JSON.parse(asked?.body ?? "") as {
      inv: { doc?: string; cmmt: boolean; itms: { tran: number; serv: number }[] }[];
    };
    expect(sent.inv[0]?.itms.map(({ tran, serv }) => `${tran}/${serv}`)).toEqual(["19/6", "19/49"]);
    expect([sent.inv[0]?.doc, sent.inv[0]?.cmmt]).toEqual([undefined, false]);
    expect(shown(assessment)).toEqual([
      "avalara-162-0 trunk passThrough federal 64.9649 - 24.04 true",
      "avalara-14-1 trunk tax state 0 4 3.00 true",
      "avalara-999-0 trunk passThrough federal 64.9649 - 24.04 false",
    ]);
    expect([assessment.total, assessment.exact, assessment.notBilled]).toEqual([
      "27.04",
      "27.037012999999998",
      "24.04",
    ]);
    for (const { record } of assessment.taxLines) {
      expect(recomputeTaxLine(record)).toEqual({
        base: record.base,
        exact: record.exact,
        amount: record.amount,
      });
    }
    expect(engine.caution).toMatch(/unproven/);
  });

  it.each<[string, readonly Reply[], readonly string[], number]>([
    ["slow, then in time", [{ text: whole, afterMilliseconds: 3000 }, { text: whole }], [], 2],
    ["ill, then well", [{ status: 500, text: "down" }, { status: 503, text: "" }, { text: whole }], [], 3],
    ["ill for good", [{ status: 500, text: "down" }], ["TAX_ENGINE_UNREACHABLE"], 3],
    ["cut off in the middle, then whole", [{ text: whole.slice(0, 40), cut: true }, { text: whole }], [], 2],
    ["a wrong login, which no repetition mends", [{ status: 401, text: "" }], ["TAX_ENGINE_REFUSED"], 1],
    ["no JSON", [{ text: "<html>" }], ["TAX_ENGINE_ANSWER"], 1],
    ["half of the items", [{ text: avalaraAnswer({ ref: "1", txs: [] }) }], ["TAX_ENGINE_ANSWER"], 1],
    ["an item twice", [{ text: avalaraAnswer({ ref: "1" }, { ref: "1" }) }], ["TAX_ENGINE_ANSWER"], 1],
    [
      "an amount that is no number",
      [{ text: whole.replace('"tax":3.0', '"tax":"much"') }],
      ["TAX_ENGINE_ANSWER"],
      1,
    ],
    ["errors", [{ text: '{"err":[{"code":-5,"msg":"no place"}]}' }], ["TAX_ENGINE_REFUSED"], 1],
    [
      "a category that nobody mapped",
      [{ text: whole.replace("E-911 CHARGES", "NEW") }],
      ["TAX_PRODUCT_UNMAPPED"],
      1,
    ],
  ])("%s", async (_, replies, problems, postings) => {
    const { engine, heard } = await avalara(replies);
    const result = await engine.quote(document());
    expect(codes(result)).toEqual(problems);
    expect(heard.length).toBe(postings);
  });

  it("asks nothing for what the mapping has no word for", async () => {
    const { engine, heard } = await avalara([{ text: whole }]);
    const [trunk] = document().request.charges;
    const strange = [{ ...trunk, id: "x", amount: "1.00", serviceClass: "privateLine" }];
    expect(codes(await engine.quote(document({ charges: strange })))).toEqual(["TAX_PRODUCT_UNMAPPED"]);
    const exemptions = [{ certificate: "C", families: ["excise"] }];
    expect(codes(await engine.quote(document({ buyer: { kind: "business", exemptions } })))).toEqual([
      "TAX_PRODUCT_UNMAPPED",
    ]);
    expect(heard.length).toBe(0);
  });

  const said = (heard: readonly { readonly path: string; readonly body: string }[]): readonly string[] =>
    heard.map(({ path, body }) => {
      const parsed = JSON.parse(body) as {
        doc?: string;
        cmmt?: boolean;
        inv?: { doc?: string; cmmt: boolean }[];
      };
      const { doc, cmmt } = parsed.inv?.[0] ?? parsed;
      return `${path.split("/").at(-1)} ${doc} ${cmmt}`;
    });

  it("commits a document once, however often it is asked", async () => {
    const { engine, heard } = await avalara([{ text: whole }, { text: "{}" }]);
    value(await engine.commit(document()));
    value(await engine.commit(document()));
    expect(said(heard)).toEqual(["CalcTaxes ST-2026-000001/1 false", "Commit ST-2026-000001/1 true"]);
  });

  it("sends another code where an answer was lost, and commits that one alone; the commit itself may be repeated", async () => {
    const { engine, heard, journal } = await avalara([
      { text: whole, afterMilliseconds: 3000 },
      { text: whole },
      { status: 500, text: "" },
      { text: "{}" },
    ]);
    value(await engine.commit(document()));
    expect(said(heard)).toEqual([
      "CalcTaxes ST-2026-000001/1 false",
      "CalcTaxes ST-2026-000001/2 false",
      "Commit ST-2026-000001/2 true",
      "Commit ST-2026-000001/2 true",
    ]);
    expect([...(journal.kept.get("ST-2026-000001")?.values() ?? [])].map(({ state }) => state)).toEqual([
      "sent",
      "committed",
    ]);
  });

  it("goes on where it stopped: what was answered before a crash is committed, and not sent again", async () => {
    const journal = memoryJournal();
    const first = await avalara([{ text: whole }, { status: 500, text: "" }], journal);
    expect(codes(await first.engine.commit(document()))).toEqual(["TAX_ENGINE_UNREACHABLE"]);
    const second = await avalara([{ text: "{}" }], journal);
    value(await second.engine.commit(document()));
    expect(said(second.heard)).toEqual(["Commit ST-2026-000001/1 true"]);
  });
});

const surTax = (facts: object, taxes: readonly object[]): string => {
  const groups = [{ LineNumber: "1", StateCode: "NH", TaxList: taxes }];
  const answer = {
    Successful: "Y",
    ResponseCode: "9999",
    HeaderMessage: "Success",
    ItemMessages: [],
    GroupList: groups,
    ...facts,
  };
  return JSON.stringify({ d: JSON.stringify(answer) });
};
const taxes = [
  {
    TaxTypeCode: "035",
    TaxTypeDesc: "FEDERAL UNIVERSAL SERVICE FUND",
    TaxAmount: "24.037013000",
    RevenueBase: "64.964900",
    TaxRate: 0.37,
    FeeRate: 0,
  },
  {
    TaxTypeCode: "120",
    TaxTypeDesc: "STATE 911",
    TaxAmount: "3.000000000",
    RevenueBase: "100.1",
    TaxRate: 0,
    FeeRate: 0.75,
  },
];
const good = surTax({ TotalTax: "27.037013000", TransId: 1 }, taxes);

async function sureTax(replies: readonly Reply[], journal = memoryJournal()) {
  const server = await engineServer(replies);
  const choice = SureTaxChoice.parse({
    ...{ kind: "suretax", url: server.url, regulatoryCode: "03", situsRule: "05", timeoutSeconds: 1 },
    products: [{ serviceClass: "voip", lines: "channels", transactionCode: "050101" }],
    taxTypes: {
      "035": { kind: "passThrough", family: "usf", level: "federal" },
      120: { kind: "tax", family: "e911", level: "state" },
    },
    exemptionCodes: { sales: "06" },
  });
  const engine = sureTaxEngine({ choice, login: { clientNumber: "1", validationKey: "k" }, journal, wait });
  return { engine, heard: server.heard, journal };
}

const request = (body: string) =>
  JSON.parse((JSON.parse(body) as { request: string }).request) as Record<string, unknown>;

describe("SureTax", () => {
  it("is asked in its own words; a quote is one", async () => {
    const { engine, heard } = await sureTax([{ text: good }]);
    const exemptions = [{ certificate: "C", families: ["sales"] }];
    const assessment = value(await engine.quote(document({ buyer: { kind: "residential", exemptions } })));
    const sent = request(heard[0]?.body ?? "");
    expect(sent).toMatchObject({
      ReturnFileCode: "Q",
      DataYear: "2026",
      DataMonth: "05",
      TotalRevenue: "97.6",
      ResponseType: "D9",
    });
    expect(sent["ItemList"]).toMatchObject([
      {
        LineNumber: "1",
        Revenue: "100.10",
        Units: "4",
        Seconds: "0",
        TransTypeCode: "050101",
        SalesTypeCode: "R",
        TaxExemptionCodeList: ["06"],
      },
      // 10.51 minutes are 630.6 seconds.
      {
        LineNumber: "2",
        Revenue: "-2.50",
        Units: "1",
        Seconds: "631",
        Address: { PostalCode: "03301", Plus4: "1234" },
      },
    ]);
    expect(shown(assessment)).toEqual([
      "suretax-035 trunk passThrough federal 64.9649 - 24.04 true",
      "suretax-120 trunk tax state 100.1 - 3.00 true",
    ]);
    for (const { record } of assessment.taxLines) {
      expect(recomputeTaxLine(record)).toEqual({
        base: record.base,
        exact: record.exact,
        amount: record.amount,
      });
    }
  });

  it.each<[string, readonly Reply[], readonly string[], number]>([
    ["ill, then well", [{ status: 500, text: "" }, { text: good }], [], 2],
    ["lines that do not add up", [{ text: surTax({ TotalTax: "28.0" }, taxes) }], ["TAX_ENGINE_ANSWER"], 1],
    [
      "half of the lines",
      [{ text: surTax({ TotalTax: "27.037013000" }, taxes.slice(1)) }],
      ["TAX_ENGINE_ANSWER"],
      1,
    ],
    [
      "messages on items",
      [{ text: surTax({ ResponseCode: "9001", ItemMessages: [{ LineNumber: "1" }] }, []) }],
      ["TAX_ENGINE_REFUSED"],
      1,
    ],
    ["no envelope", [{ text: "{}" }], ["TAX_ENGINE_ANSWER"], 1],
    ["a type that nobody mapped", [{ text: good.replaceAll("035", "036") }], ["TAX_PRODUCT_UNMAPPED"], 1],
  ])("%s", async (_, replies, problems, postings) => {
    const { engine, heard } = await sureTax(replies);
    expect(codes(await engine.quote(document()))).toEqual(problems);
    expect(heard.length).toBe(postings);
  });

  it("records once; where the answer is lost nothing is sent again, for the vendor would record it twice", async () => {
    const lost = await sureTax([{ text: good, afterMilliseconds: 3000 }]);
    expect(codes(await lost.engine.commit(document()))).toEqual(["TAX_ENGINE_UNCERTAIN"]);
    expect(codes(await lost.engine.commit(document()))).toEqual(["TAX_ENGINE_UNCERTAIN"]);
    expect(lost.heard.length).toBe(1);
    const fine = await sureTax([{ text: good }]);
    value(await fine.engine.commit(document()));
    value(await fine.engine.commit(document()));
    expect(fine.heard.map(({ body }) => request(body)["ReturnFileCode"])).toEqual(["0"]);
  });

  it("is quoted before it records, and does not record what differs from the invoice", async () => {
    const same = await sureTax([{ text: good }]);
    value(await same.engine.commit({ ...document(), issuedTaxes: "27.04" }));
    expect(same.heard.map(({ body }) => request(body)["ReturnFileCode"])).toEqual(["Q", "0"]);
    const other = await sureTax([{ text: good }]);
    expect(codes(await other.engine.commit({ ...document(), issuedTaxes: "27.03" }))).toEqual([
      "TAX_ENGINE_DIFFERS",
    ]);
    expect(other.heard.map(({ body }) => request(body)["ReturnFileCode"])).toEqual(["Q"]);
  });

  it("sends again what was refused, once the reason is gone", async () => {
    const { engine, heard } = await sureTax([{ status: 400, text: "" }, { text: good }]);
    expect(codes(await engine.commit(document()))).toEqual(["TAX_ENGINE_REFUSED"]);
    value(await engine.commit(document()));
    expect(heard.length).toBe(2);
  });
});
