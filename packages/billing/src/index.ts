export { callPortion } from "./call-portion.ts";
export { type ChannelInterval, type ChannelPeak, channelPeak } from "./channel-peak.ts";
export type { Charge } from "./charge.ts";
export { usageChargeKey } from "./charge-key.ts";
export { className } from "./class-name.ts";
export { dueCharges } from "./due-charges.ts";
export { minutesText } from "./minutes.ts";
export type { UsageLine } from "./usage/usage-line.ts";
