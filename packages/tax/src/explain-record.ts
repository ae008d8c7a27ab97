import { exact, isZero, subtract, toFixedText } from "@tollwright/money";
import { becauseOf } from "./because.ts";
import { jurisdictionLabel } from "./jurisdiction.ts";
import { recomputeTaxLine } from "./recompute.ts";
import type { TaxRecord } from "./tax-record.ts";

/**
 * A tax line in sentences, out of its record alone: what it is, by which law and source, how it was computed, and what the record
 * comes to when it is computed again.
 */
export function explainRecord(record: TaxRecord): readonly string[] {
  return [
    ...whatItIs(record),
    ...lawSentences(record),
    ...placeSentences(record),
    ...becauseOf(record),
    ...whoBears(record),
    again(record),
  ];
}

function whatItIs(record: TaxRecord): readonly string[] {
  const { charge, name, levy, kind, authority } = record;
  const part = charge.component ? `, its part ${charge.component}` : "";
  const on = `${charge.label ?? charge.id}${part}, charged ${money(charge.amount)}`;
  const owed = authority === "" ? "" : `, owed to ${authority}`;
  const days = charge.period === null ? "" : `, for ${charge.period.from} until ${charge.period.until}`;
  // Records of earlier programs have no such field.
  const back = !record.reverses
    ? []
    : [`it carries back what ${record.reverses.charge} bore on invoice ${record.reverses.invoice}`];
  return [
    `${name} (${levy}): ${money(record.amount)} on ${on}${days}`,
    `${KINDS[kind]} of ${jurisdictionLabel(record.jurisdiction)}${owed}`,
    ...back,
  ];
}

const KINDS = {
  tax: "a tax on the customer",
  passThrough: "an assessment on the seller that it passes on",
  sellerFee: "the seller's own fee, no tax",
} as const satisfies Record<TaxRecord["kind"], string>;

function lawSentences({ statute, value, version, decision }: TaxRecord): readonly string[] {
  const source = value?.source ?? null;
  return [
    `law: ${statute ?? "none is named in the rule"}`,
    ...(source === null ? [] : [`source of the figure: ${sourceText(source)}`]),
    ...(decision === null
      ? []
      : [`${decision.decision}, decided by ${decision.by} until ${decision.expires}: ${decision.reason}`]),
    ...(version ? [`edition of the rule: ${version}`] : []),
  ];
}

function sourceText(source: NonNullable<NonNullable<TaxRecord["value"]>["source"]>): string {
  if (typeof source === "string") return source;
  const published = source.publishedOn ? `, published ${source.publishedOn}` : "";
  return `${source.title}${published}${source.href ? `, ${source.href}` : ""}`;
}

function placeSentences({ situs }: TaxRecord): readonly string[] {
  const [first] = situs.places;
  if (first === undefined) return ["place: not known; federal levies need none"];
  if (situs.method === "place")
    return [`place: ${jurisdictionLabel(first.place)}, where the service is used`];
  const key = situs.key ? `, shared by ${situs.key}` : "";
  const places = situs.places.map(({ place, share }) => `${jurisdictionLabel(place)} ${share}`).join(" · ");
  return [`places, by ${situs.method}${key}: ${places}; ${situs.share} of it is in the jurisdiction`];
}

function whoBears({ billed, passThrough, kept }: TaxRecord): readonly string[] {
  const bears = billed ? [] : [`not billed: passing it on is ${passThrough}, the seller bears it`];
  return isZero(exact(kept)) ? bears : [...bears, `the collector keeps ${kept} of it`];
}

function again(record: TaxRecord): string {
  const { base, exact: unrounded, amount } = recomputeTaxLine(record);
  const proves = isZero(subtract(exact(amount), exact(record.amount))) ? "proved" : "NOT PROVED";
  return `computed again from this record: base ${base}, exact ${unrounded}, amount ${money(amount)}: ${proves}`;
}

/** Whole cents as on a bill; a levy kept finer stays as fine as it is. */
function money(amount: string): string {
  return /^-?\d+(\.\d{1,2})?$/.test(amount) ? toFixedText(exact(amount), 2) : amount;
}
