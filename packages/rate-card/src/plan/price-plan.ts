import { Currency } from "@tollwright/money";
import { z } from "zod";
import { ChannelsProduct } from "./channels-product.ts";
import { OneTimeProduct } from "./one-time-product.ts";
import { PlanId } from "./product-fields.ts";
import { RecurringProduct } from "./recurring-product.ts";
import { UsageProduct } from "./usage-product.ts";

export const Product = z.discriminatedUnion("kind", [
  RecurringProduct,
  ChannelsProduct,
  UsageProduct,
  OneTimeProduct,
]);
export type Product = z.infer<typeof Product>;
export type ProductOf<K extends Product["kind"]> = Extract<Product, { kind: K }>;

/** What is sold: the prices of one plan. */
export const PricePlan = z.strictObject({
  id: PlanId,
  description: z.string().min(1),
  currency: Currency,
  products: z.array(Product).min(1),
});
export type PricePlan = z.infer<typeof PricePlan>;
