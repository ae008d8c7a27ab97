import { add, toText } from "@tollwright/money";
import { splitOf } from "./portion.ts";
import type { AssessRequest } from "./schema/request.ts";

/** What a line may be labelled, as products and classes of calls label it. */
const LABELS = ["mixed", "interstate", "international", "intrastate", "none"] as const;

export type SharesOfLabel = {
  readonly label: (typeof LABELS)[number];
  /** Of a charge, what federal levies and what the states' see; null where nothing divides it. */
  readonly federal: string | null;
  readonly state: string | null;
  readonly method: string;
};

type Method = NonNullable<NonNullable<AssessRequest["seller"]>["interstateMethod"]>[string];
type Shares = NonNullable<AssessRequest["charges"][number]["shares"]>;

/**
 * For each label of a line its federal and its state share under one method (books 21), by the function that divides charges. A line
 * labelled interstate or international counts in full, whatever the method.
 *
 * @param by The elected method, or how the calls of the period divided; null: nothing is elected.
 * @example the safe harbor of VoIP: mixed 0.649 and 0.351, interstate 1 and 0.
 */
export function shareTable(
  serviceClass: string,
  by: { readonly method: Method } | { readonly shares: Shares } | null,
): readonly SharesOfLabel[] {
  const seller = by !== null && "method" in by ? { interstateMethod: { [serviceClass]: by.method } } : {};
  const shares = by !== null && "shares" in by ? { shares: by.shares } : {};
  return LABELS.map((label) => {
    const split = splitOf({ id: label, amount: "0", serviceClass, portion: label, ...shares }, 0, seller);
    if (!split.ok) return { label, federal: null, state: null, method: "nothing divides it" };
    const { interstate, international, intrastate } = split.value.portions;
    return {
      label,
      federal: toText(add(interstate, international)),
      state: toText(intrastate),
      method: split.value.method,
    };
  });
}
