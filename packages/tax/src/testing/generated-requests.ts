import { exact, toText } from "@tollwright/money";
import fc from "fast-check";

const cents = fc.integer({ min: -500_000, max: 500_000 }).map((value) => toText(exact(`${value}/100`)));
const percent = fc.constantFrom("0.07", "0.0865", "0.37", "1/3", "0");
const per = fc.constantFrom("invoice", "charge", "location");
const places = [{ state: "ZZ" }, { state: "YY" }];

const charge = fc.record({
  amount: cents,
  portion: fc.constantFrom("mixed", "interstate", "intrastate", "none"),
  serviceClass: fc.constantFrom("voip", "fax"),
  location: fc.constantFrom("a", "b"),
  counts: fc.record({ lines: fc.integer({ min: 0, max: 60 }) }),
  shares: fc.constant({ interstate: "1/3" }),
  situs: fc.constantFrom(
    null,
    { segment: places },
    {
      points: [
        { place: places[0], count: 1 },
        { place: places[1], count: 2 },
      ],
    },
  ),
});

const form = fc.oneof(
  percent.map((value) => ({ percent: value })),
  per.map((value) => ({ perUnit: { unit: "lines", amount: "0.75", per: value, maxUnits: "40" } })),
  per.map((value) => ({
    perUnit: { unit: "lines", amount: "0.75", per: value, tiers: [{ upTo: "10" }, { each: "0.4" }] },
  })),
  fc.constantFrom("graduated", "volume").map((mode) => ({
    tiers: {
      mode,
      rows: [{ upTo: "100", percent: "0.05" }, { upTo: "1000", percent: "1/30" }, { amount: "9" }],
    },
  })),
);

const levy = fc.record({
  kind: fc.constantFrom("tax", "passThrough"),
  form,
  portion: fc.constantFrom("all", "interstate", "none"),
  jurisdiction: fc.constantFrom(null, { level: "state", state: "ZZ" }),
  exemptFirst: fc.option(per.map((value) => ({ amount: "50", per: value }))),
  onlyAbove: fc.option(per.map((value) => ({ amount: "50", per: value }))),
  maximum: fc.option(per.map((value) => ({ amount: "20", per: value }))),
  selfIncluding: fc.constantFrom(null, true),
  except: fc.constantFrom(null, { serviceClasses: ["fax"] }),
  rounding: fc.record({
    level: fc.constantFrom("line", "invoice", "jurisdiction"),
    mode: fc.constantFrom("halfUp", "down", "none"),
  }),
});

/** Requests of every form, window, portion and rounding, with certificates and levies in each other's bases. */
export const generatedRequest = fc.record({
  charges: fc.array(charge, { minLength: 1, maxLength: 4 }),
  levies: fc.array(levy, { minLength: 1, maxLength: 4 }),
});
type Generated = typeof generatedRequest extends fc.Arbitrary<infer T> ? T : never;

/** As the engine takes it. */
export function assembled({ charges, levies }: Generated) {
  return {
    place: places[0],
    buyer: { exemptions: [{ certificate: "C", levies: ["l1"], share: "1/3" }] },
    charges: charges.map((entry, index) => ({ ...entry, id: `c${index}` })),
    levies: levies.map((entry, index) => ({
      ...entry,
      id: `l${index}`,
      baseIncludes: levies.slice(0, index).map((_, other) => `l${other}`),
    })),
  };
}
