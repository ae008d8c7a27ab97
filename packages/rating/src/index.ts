export { explainRating } from "./explain-rating.ts";
export { type ChargedCall, chargeCall, type PricedCall, priceCall } from "./price-call.ts";
export { type CompiledRate, compileRate } from "./price-call-compile.ts";
export type { CallPart } from "./price-call-explain.ts";
export { CallRate, rateFields, Seconds } from "./price-call-rate.ts";
export { type DatedRow, selectRow } from "./price-call-row.ts";
export { rateCall } from "./rate-call.ts";
export type { RatedCall, Rating, Side } from "./rating.ts";
export { compileRatingRules, type RatingRules } from "./rating-rules.ts";
