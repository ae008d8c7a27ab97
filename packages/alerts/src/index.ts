export { type AlertLevel, alertLevel, measuredValue } from "./alert-level.ts";
export { type CompiledAlertRule, compileAlertRules } from "./alert-rules.ts";
export { type AlertUsage, alertUsage, type PricedCall } from "./alert-usage.ts";
