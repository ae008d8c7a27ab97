export { creditable } from "./adjustments/creditable.ts";
export { discountSteps } from "./adjustments/discount-steps.ts";
export { type ChannelUse, channelPeak, channelUse, channelUseOf } from "./bursts/channel-use.ts";
export {
  type Burst,
  type BurstMeasure,
  type Commitment,
  measureBurst,
  type Sample,
} from "./bursts/measure-burst.ts";
export { callPortion } from "./call-portion.ts";
export type { ChannelPeak } from "./channel-peak.ts";
export type { Charge } from "./charge.ts";
export { usageChargeKey } from "./charge-key.ts";
export { className } from "./class-name.ts";
export { type Correction, correctionKey, correctionName, monthName } from "./difference/correction.ts";
export { correctedLine, periodDifference } from "./difference/period-difference.ts";
export { type InvoicedLine, standingLines } from "./difference/standing-lines.ts";
export { advanceCharges, dueCharges } from "./due-charges.ts";
export { type EventCount, eventsSold } from "./event-charges.ts";
export { minutesText } from "./minutes.ts";
export { type PricedQuantity, priceQuantity } from "./price-models/price-quantity.ts";
export { limitSpend, type SpendLimit } from "./price-models/spend-limits.ts";
export type { Taxing } from "./taxing.ts";
export { actualShares, type PortionShares } from "./usage/actual-shares.ts";
export { decimalSum } from "./usage/decimal-sum.ts";
export { explainAllocation } from "./usage/explain-allocation.ts";
export {
  fairUseProblems,
  isUsageOrdered,
  type OrderedUsage,
  orderedPeriod,
  orderedUsage,
} from "./usage/ordered-usage.ts";
export type { CarriedPool, PoolStatement } from "./usage/pool-statement.ts";
export { sumUsage } from "./usage/sum-usage.ts";
export type { TierTotals } from "./usage/tier-prices.ts";
export type { CallAllocation, UsageCall } from "./usage/usage-call.ts";
export { type RatedUsage, usageCalls } from "./usage/usage-calls.ts";
export type { UsageLine } from "./usage/usage-line.ts";
