export type { Answer, Calculator, Loaded } from "./calculator.ts";
export { calculators } from "./calculators.ts";
export { jsonSchemas } from "./json-schemas.ts";
export { needsRateCards, refusal, runCalculator } from "./run-calculator.ts";
