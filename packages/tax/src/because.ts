import { exact, isZero, one, subtract, toFixedText, toText } from "@tollwright/money";
import type { Rounded } from "./draft-line.ts";
import type { LevyValue } from "./schema/levy.ts";

/** A line's amount in sentences, one a step, that a person can follow with a pencil. */
export function becauseOf(line: Rounded): readonly string[] {
  const { passing, figure } = line;
  return [
    ...whereSentences(line),
    ...figureSentences(line),
    ...(line.levy.overlaidBy ? [`own figures lie over the shipped levy (${line.levy.overlaidBy})`] : []),
    ...baseSentences(line),
    ...countSentences(line),
    ...taxSentences(line),
    ...(figure?.marks ?? []),
    ...(passing.isBilled ? [] : [passing.because]),
  ];
}

function whereSentences(line: Rounded): readonly string[] {
  const { method } = line.facts.situs;
  if (method === "place" || method === "unknown") return [];
  return [`${toText(line.placeShare)} of the charge is used in the jurisdiction (by ${method})`];
}

function figureSentences(line: Rounded): readonly string[] {
  const { figure, day, levy } = line;
  if (figure?.value === null || figure?.value === undefined) return [];
  return [
    `the figure ${sinceText(figure.value)}, looked up by ${DATED_BY[levy.datedBy ?? "billDate"]} ${day ?? ""}${source(figure.value)}`,
  ];
}

const DATED_BY = {
  billDate: "the bill date",
  serviceFrom: "the first day of service",
  serviceUntil: "the end of service",
  usageAt: "the day of use",
  streamlined: "the streamlined rule's day",
} as const satisfies Record<NonNullable<Rounded["levy"]["datedBy"]>, string>;

const ROUNDINGS: Readonly<Record<string, string>> = { halfUp: "half-up", halfEven: "half-even" };

const LEVELS: Readonly<Record<string, string>> = {
  line: "on each charge",
  invoice: "over the invoice",
};

function sinceText(value: LevyValue): string {
  if (value.from) return `in force from ${value.from}`;
  if (value.assumedFrom) return `assumed from ${value.assumedFrom.date}`;
  return value.seenInForceOn ? `seen in force on ${value.seenInForceOn}` : "without a start date";
}

function source(value: LevyValue): string {
  if (!value.source) return "";
  return `; source: ${typeof value.source === "string" ? value.source : value.source.title}`;
}

function baseSentences(line: Rounded): readonly string[] {
  const { facts, exemption, exception, count } = line;
  const amount = toText(facts.amount);
  if (exception !== null) return [`exempt: ${exception.because}; ${toText(line.exempt)} left out`];
  const certificate = exemption.certificate;
  const exempted = certificate
    ? [`${toText(exemption.share)} exempt by certificate ${certificate.certificate}`]
    : [];
  if (count !== null) return exempted;
  const share = isZero(subtract(line.share, one)) ? "" : ` × ${toText(line.share)}`;
  const by = line.split ? ` (${line.split.method})` : "";
  const place = isZero(subtract(line.placeShare, one)) ? "" : ` × ${toText(line.placeShare)}`;
  const plus = line.included.map((entry) => ` + ${entry.levy} ${toText(entry.amount)}`).join("");
  const minus = isZero(line.exempt) ? "" : `, less ${toText(line.exempt)} exempt`;
  const gross = line.grossUpRates ? `, over one minus ${toText(line.grossUpRates)}` : "";
  const steps = `${share}${by}${plus}${place}${minus}${gross}`;
  return [
    steps === "" ? `base: the whole charge, ${amount}` : `base: ${amount}${steps} = ${toText(line.base)}`,
    ...exempted,
    ...line.thresholds.map(
      (step) => `${step.rule} ${step.limit} per ${step.per} leaves out ${toText(step.leftOut)}`,
    ),
  ];
}

function countSentences(line: Rounded): readonly string[] {
  if (line.count === null) return [];
  const counted = line.count.counted.map(({ unit, count, weight }) =>
    isZero(subtract(weight, one))
      ? `${toText(count)} ${unit}`
      : `${toText(count)} ${unit} × ${toText(weight)}`,
  );
  const isPlain = line.count.counted.every(({ weight }) => isZero(subtract(weight, one)));
  const total = isPlain && counted.length === 1 ? "" : ` = ${toText(line.count.weighted)}`;
  return [`counted: ${counted.join(" + ")}${total}`, ...line.count.caps];
}

function taxSentences(line: Rounded): readonly string[] {
  const form = line.exception === null ? line.figure?.form : undefined;
  const { mode, places, level } = line.rounding;
  const exactly = toText(line.exact);
  const steps: string[] = [];
  if (form?.percent) steps.push(`${toText(line.base)} × ${form.percent} = ${exactly}`);
  if (form?.perUnit) steps.push(`${toText(line.units ?? exact("0"))} × ${form.perUnit.amount} = ${exactly}`);
  if (form?.tiers)
    steps.push(`tiers (${form.tiers.mode ?? "graduated"}) after ${toText(line.before)}: ${exactly}`);
  if (line.adjustment) steps.push(`${line.adjustment.rule} changes it by ${toText(line.adjustment.amount)}`);
  if (form && mode !== "none") {
    steps.push(
      `rounded ${ROUNDINGS[mode] ?? mode} to ${places} places ${LEVELS[level] ?? `per ${level}`}: ${toFixedText(line.amount, places)}`,
    );
  }
  return steps;
}
