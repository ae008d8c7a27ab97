import { z } from "zod";

export const PlanId = z.string().regex(/^[a-z0-9-]{1,60}$/, "lower-case letters, digits and dashes");

export const ProductPortion = z.enum(["mixed", "interstate", "intrastate", "international", "none"]);

/** How the tax engine sees the product's charges. */
const taxed = {
  /** Service class that levies name: `voip`, `localExchange`, `tollFree`, … */
  serviceClass: z.string().min(1),
  /** `mixed` is split by the seller's elected method; a charge labelled interstate or international counts in full (books 21). */
  portion: ProductPortion,
};

/** What every product states, of whatever kind. */
export const productFields = { id: PlanId, name: z.string().min(1), ...taxed };

/** What takes money off a line is taxed as the line is, and states no class of its own. */
export const untaxedFields = { id: PlanId, name: z.string().min(1) };

/** Ids of the products that a rule reaches; null: every recurring, channels and usage product. */
export const reach = z.array(PlanId).min(1).nullable().default(null);
