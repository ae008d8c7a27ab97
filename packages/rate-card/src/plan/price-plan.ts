import { Currency } from "@tollwright/money";
import { z } from "zod";
import { ChannelsProduct } from "./channels-product.ts";
import { CommitmentProduct } from "./commitment-product.ts";
import { CreditProduct } from "./credit-product.ts";
import { DiscountProduct } from "./discount-product.ts";
import { EventProduct } from "./event-product.ts";
import { JurisdictionBasis } from "./jurisdiction-basis.ts";
import { LateFeeProduct } from "./late-fee-product.ts";
import { OneTimeProduct } from "./one-time-product.ts";
import { PoolProduct } from "./pool-product.ts";
import { PortingProduct } from "./porting-product.ts";
import { PlanId } from "./product-fields.ts";
import { RecurringProduct } from "./recurring-product.ts";
import { TerminationFeeProduct } from "./termination-fee-product.ts";
import { UsageProduct } from "./usage-product.ts";

export const Product = z.discriminatedUnion("kind", [
  RecurringProduct,
  ChannelsProduct,
  UsageProduct,
  OneTimeProduct,
  EventProduct,
  TerminationFeeProduct,
  PortingProduct,
  LateFeeProduct,
  DiscountProduct,
  CreditProduct,
  CommitmentProduct,
  PoolProduct,
]);
export type Product = z.infer<typeof Product>;
export type ProductOf<K extends Product["kind"]> = Extract<Product, { kind: K }>;

/** What is sold: the prices of one plan. */
export const PricePlan = z.strictObject({
  id: PlanId,
  description: z.string().min(1),
  currency: Currency,
  jurisdiction: JurisdictionBasis.optional(),
  products: z.array(Product).min(1),
});
export type PricePlan = z.infer<typeof PricePlan>;
