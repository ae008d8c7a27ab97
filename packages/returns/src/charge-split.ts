import type { InvoiceCharge } from "@tollwright/invoice";
import {
  add,
  divide,
  type Exact,
  exact,
  isZero,
  multiply,
  one,
  subtract,
  sum,
  zero,
} from "@tollwright/money";
import type { TaxRecord } from "@tollwright/tax";

export const PORTIONS = ["interstate", "intrastate", "international", "none", "unsplit"] as const;

/**
 * Shares of one charge by jurisdiction; they add up to 1. `none`: no telecommunications; `unsplit`: a mixed charge whose split
 * nothing on its invoice says.
 */
export type Split = Readonly<Record<(typeof PORTIONS)[number], Exact>>;

const NOTHING: Split = { interstate: zero, intrastate: zero, international: zero, none: zero, unsplit: zero };

/**
 * How a charge was split when it was taxed: by its label where that says it (a charge labelled interstate counts in full,
 * books 21), else by the records of the levies on it, else by the traffic factors that it carries.
 *
 * @example a trunk of 100.00, mixed, with an FUSF record by the safe harbor: interstate 0.649, intrastate 0.351.
 */
export function splitOf(charge: InvoiceCharge, records: readonly TaxRecord[]): Split {
  const { portion } = charge;
  if (
    portion === "interstate" ||
    portion === "intrastate" ||
    portion === "international" ||
    portion === "none"
  )
    return { ...NOTHING, [portion]: one };
  const recorded = recordedSplit(records);
  if (recorded !== null) return recorded;
  if (charge.jurisdictionShares === undefined) return { ...NOTHING, unsplit: one };
  const interstate = exact(charge.jurisdictionShares.interstate);
  return { ...NOTHING, interstate, intrastate: subtract(one, interstate) };
}

/** The same without its intrastate part: what is recovered of a contribution is of the part that it was computed on. */
export function interstateSplit(split: Split): Split {
  const { interstate, international } = split;
  const both = add(interstate, international);
  if (isZero(both)) return split;
  return {
    ...NOTHING,
    interstate: divide(interstate, both),
    international: divide(international, both),
  };
}

/** A bundle has a record for each component, each with its own split: together by their amounts. */
function recordedSplit(records: readonly TaxRecord[]): Split | null {
  const components = new Map(
    records.flatMap((record) =>
      record.split === null ? [] : [[record.charge.component ?? "", record] as const],
    ),
  );
  const parts = [...components.values()];
  const total = sum(parts.map(({ charge }) => exact(charge.net)));
  const [only] = parts;
  if (only === undefined) return null;
  if (parts.length === 1 || isZero(total)) return sharesOf(only, one);
  return parts
    .map((part) => sharesOf(part, divide(exact(part.charge.net), total)))
    .reduce((left, right) => ({
      ...NOTHING,
      interstate: add(left.interstate, right.interstate),
      intrastate: add(left.intrastate, right.intrastate),
      international: add(left.international, right.international),
    }));
}

function sharesOf({ split }: TaxRecord, weight: Exact): Split {
  const share = (text: string | undefined): Exact => multiply(exact(text ?? "0"), weight);
  return {
    ...NOTHING,
    interstate: share(split?.interstate),
    intrastate: share(split?.intrastate),
    international: share(split?.international),
  };
}
