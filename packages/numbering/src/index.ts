export type { AreaCode } from "./area-code.ts";
export { CALLING_ENDS, type CallEnd, type CallingEnd, callingEnd, routedEnd } from "./call-end.ts";
export { type CallJurisdiction, callJurisdiction } from "./call-jurisdiction.ts";
export { type CallToClassify, classifyCall } from "./classify-call.ts";
export { classifyNumber } from "./classify-number.ts";
export type { Exchange } from "./exchange-rows.ts";
export { compileExchangeTable, type ExchangeTable } from "./exchange-table.ts";
export type { ReadAbroad } from "./home-country.ts";
export { type Jurisdiction, type JurisdictionAnswer, jurisdictionOf } from "./jurisdiction.ts";
export { isTranslatedTollFree } from "./line-information.ts";
export { compileLocalCallingAreas, type LocalCallingAreas } from "./local-calling-areas.ts";
export {
  type DiallingHabits,
  type KindHint,
  type NormalisedNumber,
  normaliseNumber,
} from "./normalise-number.ts";
export type { NumberClass, NumberKind } from "./number-class.ts";
export type { NumberingData } from "./numbering-data.ts";
export {
  type CountryCode,
  compileNumberingPlan,
  type NumberingPlan,
} from "./numbering-plan.ts";
export type { NumberingTable } from "./numbering-table.ts";
