import { exact, multiply, toText, whole } from "@tollwright/money";
import type { TaxLine } from "@tollwright/tax";

/**
 * What the reader of a bill must see of a figure that nobody published for these days (books 19, 20). Who decided it and why
 * is finance's matter: it stands in the line's tax record and with the run's approval.
 *
 * @example `billed by the last figure known (0.41, of 2025); corrected when the new one is published`
 */
export function publicMarks({ record }: Pick<TaxLine, "record">): readonly string[] {
  const { decision, value } = record;
  switch (decision?.decision) {
    case "useLastKnown":
      return [
        `billed by the last figure known${figureText(record)}; corrected when the new one is published`,
      ];
    case "confirm":
      return [
        `billed by the latest figure that we found${figureText(record)}; corrected if it has changed since`,
      ];
    case "supply":
      return [
        `billed by a figure of our own${figureText(record)}, for none is published; corrected when one is`,
      ];
    default:
      return value?.assumedFrom && !value.from
        ? [`taken to be in force from ${value.assumedFrom.date}; corrected if it began on another day`]
        : [];
  }
}

const YEAR_DIGITS = 4;

/** @example ` (0.41, of 2025)`; of tiers, which have no one figure, ` (of 2025)` */
function figureText({ form, value }: TaxLine["record"]): string {
  const percent = form?.percent ? [`${toText(multiply(exact(form.percent), whole(100)))}%`] : [];
  const perUnit = form?.perUnit ? [form.perUnit.amount] : [];
  const since = value?.from ?? value?.seenInForceOn ?? value?.assumedFrom?.date;
  const year = since ? [`of ${since.slice(0, YEAR_DIGITS)}`] : [];
  const parts = [...percent, ...perUnit, ...year];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
