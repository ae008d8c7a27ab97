export type { AreaCode } from "./area-code.ts";
export { classifyNumber } from "./classify-number.ts";
export { type Jurisdiction, type JurisdictionAnswer, jurisdictionOf } from "./jurisdiction.ts";
export {
  type DiallingHabits,
  type KindHint,
  type NormalisedNumber,
  normaliseNumber,
} from "./normalise-number.ts";
export type { NumberClass, NumberKind } from "./number-class.ts";
export {
  type CountryCode,
  compileNumberingPlan,
  type NumberingPlan,
  type NumberingTable,
} from "./numbering-plan.ts";
