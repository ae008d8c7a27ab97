export { classifyNumber, type NumberClass, type NumberKind } from "./classify-number.ts";
export { type Jurisdiction, type JurisdictionAnswer, jurisdictionOf } from "./jurisdiction.ts";
export {
  type DiallingHabits,
  type KindHint,
  type NormalisedNumber,
  normaliseNumber,
} from "./normalise-number.ts";
export {
  type AreaCode,
  type CountryCode,
  compileNumberingPlan,
  type NumberingPlan,
  type NumberingTable,
} from "./numbering-plan.ts";
