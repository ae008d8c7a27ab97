import { exact, isZero, one, subtract, toFixedText, toText } from "@tollwright/money";
import { marksOf } from "./figure-marks.ts";
import { bearing } from "./pass-through.ts";
import type { TaxRecord } from "./tax-record.ts";

/**
 * A line's amount in sentences, one a step, that a person can follow with a pencil; out of its record alone. Of an outside engine
 * they are those that were kept with it.
 */
export function becauseOf(record: TaxRecord): readonly string[] {
  if (record.because !== undefined) return record.because;
  const { reverses, overlaidBy } = record;
  return [
    ...(reverses ? [carriesBack(reverses)] : []),
    ...whereSentences(record),
    ...figureSentences(record),
    ...(overlaidBy ? [`own figures lie over the shipped levy (${overlaidBy})`] : []),
    ...baseSentences(record),
    ...countSentences(record),
    ...taxSentences(record),
    ...marksOf(record),
    ...(record.billed ? [] : [bearing(record.passThrough)]),
  ];
}

export function carriesBack({ charge, invoice }: NonNullable<TaxRecord["reverses"]>): string {
  return `carries back the tax of ${charge} on invoice ${invoice}, by its dates and rates`;
}

function whereSentences({ situs }: TaxRecord): readonly string[] {
  if (situs.method === "place" || situs.method === "unknown") return [];
  return [`${shown(situs.share)} of the charge is used in the jurisdiction (by ${situs.method})`];
}

function figureSentences({ value, date, datedBy }: TaxRecord): readonly string[] {
  if (value === null) return [];
  return [`the figure ${sinceText(value)}, looked up by ${DATED_BY[datedBy]} ${date ?? ""}${source(value)}`];
}

const DATED_BY = {
  billDate: "the bill date",
  serviceFrom: "the first day of service",
  serviceUntil: "the end of service",
  serviceDays: "the days of service until",
  usageAt: "the day of use",
  streamlined: "the streamlined rule's day",
  streamlinedNextMonth: "the streamlined rule's day",
} as const satisfies Record<TaxRecord["datedBy"], string>;

const ADJUSTED: Readonly<Record<string, string>> = { taxPaid: "tax that was paid elsewhere" };

const ROUNDINGS: Readonly<Record<string, string>> = { halfUp: "half-up", halfEven: "half-even" };

const LEVELS: Readonly<Record<string, string>> = {
  line: "on each charge",
  invoice: "over the invoice",
};

type Value = NonNullable<TaxRecord["value"]>;

function sinceText(value: Value): string {
  if (value.from) return `in force from ${value.from}`;
  if (value.assumedFrom) return `assumed from ${value.assumedFrom.date}`;
  return value.seenInForceOn ? `seen in force on ${value.seenInForceOn}` : "without a start date";
}

function source(value: Value): string {
  if (!value.source) return "";
  return `; source: ${typeof value.source === "string" ? value.source : value.source.title}`;
}

function baseSentences(record: TaxRecord): readonly string[] {
  const { charge, exemption, exception, count, situs } = record;
  const amount = shown(charge.net);
  if (exception !== null) return [`exempt: ${exception}; ${shown(record.exempt)} left out`];
  const exempted =
    exemption === null ? [] : [`${shown(exemption.share)} exempt by certificate ${exemption.certificate}`];
  if (count !== null) return exempted;
  const share = isWhole(record.share) ? "" : ` × ${shown(record.share)}`;
  const by = record.split ? ` (${record.split.method})` : "";
  const place = isWhole(situs.share) ? "" : ` × ${shown(situs.share)}`;
  const plus = record.included.map((entry) => ` + ${entry.levy} ${shown(entry.amount)}`).join("");
  const minus = isZero(exact(record.exempt)) ? "" : `, less ${shown(record.exempt)} exempt`;
  const gross = record.grossUpRates === null ? "" : `, over one minus ${shown(record.grossUpRates)}`;
  const steps = `${share}${by}${plus}${place}${minus}${gross}`;
  return [
    steps === "" ? `base: the whole charge, ${amount}` : `base: ${amount}${steps} = ${shown(record.base)}`,
    ...exempted,
    ...(record.year === undefined ? [] : [yearSentence(record.year)]),
    ...record.thresholds.map(
      (step) => `${step.rule} ${step.limit} per ${step.per} leaves out ${shown(step.leftOut)}`,
    ),
  ];
}

function yearSentence({ from, before }: NonNullable<TaxRecord["year"]>): string {
  const { measure, tax } = before;
  return `in the year from ${from} earlier bills measured ${shown(measure)} and were taxed ${shown(tax)}`;
}

function countSentences({ count }: TaxRecord): readonly string[] {
  if (count === null) return [];
  const counted = count.counted.map(({ unit, count: things, weight }) =>
    isWhole(weight) ? `${shown(things)} ${unit}` : `${shown(things)} ${unit} × ${shown(weight)}`,
  );
  const isPlain = count.counted.every(({ weight }) => isWhole(weight));
  const total = isPlain && counted.length === 1 ? "" : ` = ${shown(count.weighted)}`;
  return [`counted: ${counted.join(" + ")}${total}`, ...count.caps];
}

function taxSentences(record: TaxRecord): readonly string[] {
  const { form, adjustment } = record;
  const { mode, places, level } = record.rounding;
  const exactly = shown(record.exact);
  const steps: string[] = [];
  if (form?.percent) steps.push(`${shown(record.base)} × ${form.percent} = ${exactly}`);
  if (form?.perUnit) steps.push(`${shown(record.count?.units ?? "0")} × ${form.perUnit.amount} = ${exactly}`);
  if (form?.tiers)
    steps.push(`tiers (${form.tiers.mode ?? "graduated"}) after ${shown(record.before)}: ${exactly}`);
  if (adjustment)
    steps.push(`${ADJUSTED[adjustment.rule] ?? adjustment.rule} changes it by ${shown(adjustment.amount)}`);
  if (form && mode !== "none") {
    const amount = toFixedText(exact(record.amount), places);
    steps.push(
      `rounded ${ROUNDINGS[mode] ?? mode} to ${places} places ${LEVELS[level] ?? `per ${level}`}: ${amount}`,
    );
  }
  return steps;
}

function isWhole(share: string): boolean {
  return isZero(subtract(exact(share), one));
}

/** A record's fraction as decimals. */
function shown(text: string): string {
  return toText(exact(text));
}
