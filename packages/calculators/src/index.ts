export type { Answer, Calculator, Loaded } from "./calculator.ts";
export { calculators } from "./calculators.ts";
export { jsonSchemas } from "./json-schemas.ts";
export { runCalculator } from "./run-calculator.ts";
