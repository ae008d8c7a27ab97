import type { Charge } from "./charge.ts";

/**
 * Which share of a usage charge is interstate, by the class of its calls (books 21). A charge labelled interstate or
 * international counts in full, whatever split the seller elected for the rest. The others say nothing of where the
 * call went, so the product's own portion holds.
 */
const PORTION_OF_CLASS: Readonly<Record<string, Charge["portion"]>> = {
  interstate: "interstate",
  intrastate: "intrastate",
  intraLata: "intrastate",
  local: "intrastate",
  tollFreeIntrastate: "intrastate",
  international: "international",
};

/**
 * The portion of a usage line. A product that is no telecommunications (`none`) stays so for every class.
 *
 * @example interstate calls of a mixed product: `interstate`; toll-free ones: `mixed`, and from within the state: `intrastate`.
 */
export function callPortion(callClass: string, product: Charge["portion"]): Charge["portion"] {
  if (product === "none") return "none";
  return PORTION_OF_CLASS[callClass] ?? product;
}
