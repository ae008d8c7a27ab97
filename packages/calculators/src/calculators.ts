import { allocateCalculator } from "./allocate.ts";
import { assessCalculator } from "./assess.ts";
import { burstsCalculator } from "./bursts.ts";
import type { Calculator } from "./calculator.ts";
import { changePlanCalculator } from "./change-plan.ts";
import { classifyCalculator } from "./classify.ts";
import { creditCalculator } from "./credit.ts";
import { discountCalculator } from "./discount.ts";
import { dueCalculator } from "./due.ts";
import { periodsDueCalculator } from "./periods-due.ts";
import { placeCalculator } from "./place.ts";
import { priceCallCalculator } from "./price-call.ts";
import { priceQuantityCalculator } from "./price-quantity.ts";
import { prorateCalculator } from "./prorate.ts";
import { quoteCalculator } from "./quote.ts";
import { roundCalculator } from "./round.ts";
import { usageCalculator } from "./usage.ts";

/** Every open calculator, by the name that is typed: `tollwright calc price-call`. */
export const calculators: Readonly<Record<string, Calculator>> = {
  allocate: allocateCalculator,
  assess: assessCalculator,
  bursts: burstsCalculator,
  "change-plan": changePlanCalculator,
  classify: classifyCalculator,
  credit: creditCalculator,
  discount: discountCalculator,
  due: dueCalculator,
  "periods-due": periodsDueCalculator,
  place: placeCalculator,
  "price-call": priceCallCalculator,
  "price-quantity": priceQuantityCalculator,
  prorate: prorateCalculator,
  quote: quoteCalculator,
  round: roundCalculator,
  usage: usageCalculator,
};
