import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resultOf } from "./ask-for-tests.ts";
import { calculators } from "./calculators.ts";
import { needsRateCards, runCalculator } from "./run-calculator.ts";

const names = Object.keys(calculators);

function codes(name: string, text: string): readonly string[] {
  const { answer, ok } = runCalculator(name, text);
  expect(ok).toBe(false);
  const { problems } = JSON.parse(answer) as {
    problems: { code: string; message: string; wayOut: string }[];
  };
  for (const problem of problems) expect([problem.message, problem.wayOut]).not.toContain("");
  return problems.map(({ code }) => code);
}

describe("every calculator", () => {
  it.each(names)("%s answers bad text with problems", (name) => {
    for (const text of ["", "  \n", "{", "{} {}", "nul", "{'value': 1}", `${"[".repeat(200_000)}`]) {
      expect(codes(name, text)).toEqual(["INVALID_JSON"]);
    }
    for (const text of ["null", "[]", '"text"', "7", "1e999", "true"]) {
      expect(codes(name, text)).toEqual(["INVALID_DOCUMENT"]);
    }
    expect(codes(name, '{"__proto__": {"value": "1"}, "constructor": 1}').length).toBeGreaterThan(0);
  });

  it.each(names)("%s answers any JSON, and never throws", (name) => {
    const property = fc.property(fc.json({ maxDepth: 4 }), (text) => {
      const { answer } = runCalculator(name, text);
      expect(typeof JSON.parse(answer)).toBe("object");
      expect(answer).not.toContain('"FAULT"');
    });
    fc.assert(property, { numRuns: 100 });
  });

  it("a byte order mark before the document does no harm", () => {
    const text = '\uFEFF{"value":"1.5","rounding":{"mode":"halfEven","places":0}}';
    expect(runCalculator("round", text).answer).toContain('"value":"2"');
  });

  it.each(["rond", "", "toString", "__proto__"])("%j is no calculator", (name) => {
    expect(codes(name, "{}")).toEqual(["CALCULATOR_UNKNOWN"]);
  });
});

describe("requests with one thing wrong in them", () => {
  const requests: Readonly<Record<string, object>> = {
    "price-call": {
      call: { seconds: 72, answeredAt: "2026-04-07T14:03:10Z", destination: "44" },
      rate: {
        ratePerMinute: "0.035",
        incrementSeconds: 6,
        rounding: { mode: "halfUp", places: 6 },
        rows: [{ prefix: "4" }],
      },
    },
    prorate: {
      amount: "10",
      service: { from: "2026-03-10", until: null },
      period: { from: "2026-03-01", until: "2026-04-01" },
      mode: "calendarDay",
    },
    round: { value: "1", rounding: { mode: "up", places: 0 } },
    "periods-due": {
      serviceFrom: "2026-01-10",
      serviceUntil: null,
      targetDate: "2026-03-15",
      billDay: 1,
      months: 1,
      timing: "advance",
      alignment: "billDay",
    },
    "change-plan": {
      oldAmount: "1",
      newAmount: "2",
      on: "2026-03-10",
      period: { from: "2026-03-01", until: "2026-04-01" },
      mode: "thirty360",
    },
    credit: { computed: "1", charged: "2", credited: "1" },
    discount: { lines: ["1", "2"], discounts: [{ kind: "percent", value: "0.1" }], places: 2 },
    allocate: { total: "1", weights: ["1", "2"], places: 2 },
  };
  const strange = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(
      1e308,
      -1,
      0.5,
      "",
      "1e5",
      "9".repeat(10_000),
      "-0",
      "1/3",
      "0001-01-01",
      "9999-12-31",
      [],
    ),
  );

  it.each(Object.keys(requests))("%s answers whatever stands in any of its fields", (name) => {
    const request = requests[name] ?? {};
    resultOf(name, request);
    const property = fc.property(fc.constantFrom(...pathsOf(request)), strange, (path, value) => {
      const { answer, ok } = runCalculator(name, JSON.stringify(replaced(request, path, value)));
      expect(Object.keys(JSON.parse(answer))).toEqual(ok ? ["result", "explanation"] : ["problems"]);
      expect(answer).not.toContain('"FAULT"');
    });
    fc.assert(property, { numRuns: 300 });
  });
});

function pathsOf(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsOf(inner).map((path) => [key, ...path]),
  ]);
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== "object" || value === null) return by;
  const copy: Record<string, unknown> = { ...value };
  copy[key] = replaced(copy[key], rest, by);
  return Array.isArray(value) ? Object.values(copy) : copy;
}

it.each([
  ["round", '{"value":"1"}', false],
  ["assess", '{"charges":[],"levies":[]}', false],
  ["assess", '{"charges":[]}', true],
  ["assess", '{"charges":[],"levies":null}', true],
  ["assess", "no JSON", false],
  ["quote", "{}", true],
  ["rond", "{}", false],
])("%s of %s needs the rate cards: %s", (name, text, needs) => {
  expect(needsRateCards(name, text)).toBe(needs);
});

describe("assess and quote", () => {
  it("assess answers the example of the contract: 64.90 × 0.37 → 24.01, (100.00 + 24.01) × 0.06 → 7.44", () => {
    const result = resultOf("assess", {
      billDate: "2026-04-30",
      place: { state: "ZZ" },
      seller: { interstateMethod: { voip: "safeHarbor" } },
      buyer: { kind: "business" },
      charges: [
        {
          id: "1",
          serviceClass: "voip",
          label: "SIP trunk",
          portion: "mixed",
          amount: "100.00",
          period: { from: "2026-04-01", until: "2026-05-01" },
          counts: { channels: 10 },
        },
      ],
      levies: [
        {
          id: "fusf",
          kind: "passThrough",
          form: { percent: "0.37" },
          portion: ["interstate", "international"],
          rounding: { mode: "down", places: 2 },
        },
        { id: "zz-sales", kind: "tax", form: { percent: "0.06" }, portion: "all", baseIncludes: ["fusf"] },
      ],
      rounding: { level: "line", mode: "halfUp", places: 2 },
    });
    expect(result).toMatchObject({ total: "31.45", taxLines: [{ amount: "24.01" }, { amount: "7.44" }] });
  });

  it("assess without levies takes the loaded ones, and says so when there are none", () => {
    const request = JSON.stringify({
      billDate: "2026-04-30",
      place: { state: "ZZ" },
      charges: [{ id: "1", amount: "100.00" }],
    });
    expect(codes("assess", request)).toEqual(["INVALID_DOCUMENT"]);
    const nothing = { legalEntities: [], plans: [], decks: [], levies: [], taxes: [], decisions: [] };
    expect(runCalculator("assess", request, nothing).answer).toContain('"total":"0.00"');
  });

  it("quote names what is not loaded", () => {
    expect(codes("quote", "{}").length).toBeGreaterThan(0);
  });
});
