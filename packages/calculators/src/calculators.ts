import { allocateCalculator } from "./allocate.ts";
import type { Calculator } from "./calculator.ts";
import { priceCallCalculator } from "./price-call.ts";
import { prorateCalculator } from "./prorate.ts";
import { roundCalculator } from "./round.ts";

/** Every open calculator, by the name that is typed: `tollwright calc price-call`. */
export const calculators: Readonly<Record<string, Calculator>> = {
  allocate: allocateCalculator,
  "price-call": priceCallCalculator,
  prorate: prorateCalculator,
  round: roundCalculator,
};
