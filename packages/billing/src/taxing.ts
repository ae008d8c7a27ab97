import type { UsedAt } from "@tollwright/inventory";

/** How taxes see a line that is not of one class, used at one location, with its taxes on top. */
export type Taxing = {
  /** A line that Lifeline supports. */
  readonly lifeline?: true;
  /** Where it is used, if not at its location alone. */
  readonly usedAt?: UsedAt;
  /** Sold call by call. */
  readonly callByCall?: true;
  /** The price with all billed taxes in it; on an invoice `amount` is what is left of it without them. */
  readonly priceWithTaxes?: string;
  /** A bundle's components, by shares of the line that add up to 1, and where the books show them. */
  readonly components?: readonly Component[];
  readonly evidence?: string;
};

type Component = {
  readonly name: string;
  readonly serviceClass: string;
  readonly portion: "mixed" | "interstate" | "intrastate" | "international" | "none";
  /** Unreduced where it comes of amounts: `40/60`. */
  readonly share: string;
};
