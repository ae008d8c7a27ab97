import assert from "node:assert";
import { type Fault, unreadable } from "../fault.ts";
import type { Format, FormatTools } from "../format-reader.ts";
import type { RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import { jsonRecords } from "../records/json-records.ts";
import { textLines } from "../records/text-lines.ts";
import { xmlRecords } from "../records/xml-records.ts";
import type { Source } from "../source.ts";
import type { ReadRecord } from "../source-record.ts";
import { durationReader } from "../values/duration-unit.ts";
import { controlTotals } from "./control-totals.ts";
import { callColumnsOf } from "./layout-columns.ts";
import type { DurationField, Layout, TextField } from "./layout-shape.ts";
import { momentsReader } from "./moments.ts";
import { recordKinds } from "./record-kinds.ts";
import { type Row, rowOf } from "./row.ts";

/** The format that its source describes: nothing of it stands in code. */
export const mapped: Format = {
  split: (source, handlers) => splitOf(layoutOf(source))(source, handlers),
  open: (source, tools) => mappedRecords(source, layoutOf(source), tools),
};

function layoutOf({ layout }: Source): Layout {
  assert(layout !== undefined, "a source of the format mapped has a layout: its schema says so");
  return layout;
}

export function splitOf(layout: Layout): Format["split"] {
  switch (layout.kind) {
    case "delimited": {
      const { separator, quote, escape: escaping, recordEnd, looseQuotes, expectedColumns = 0 } = layout;
      return delimited({
        separator,
        quote: quote === "none" ? null : quote,
        escape: escaping,
        looseQuotes,
        fits: (cellCount) => cellCount >= expectedColumns,
        ...(recordEnd === undefined ? {} : { recordEnd }),
      });
    }
    case "fixedWidth":
      return textLines();
    case "json":
      return jsonRecords(layout.path === undefined ? {} : { path: layout.path });
    case "xml":
      return xmlRecords({ element: layout.element });
  }
}

/** Compiled once a file, so that a record costs no look-up in the layout. */
function mappedRecords(source: Source, layout: Layout, tools: FormatTools): ReadRecord {
  const row = rowOf(layout, tools);
  const kindOf = recordKinds(layout, row);
  const totals = controlTotals(layout, row);
  const factsOf = factsReader(source, layout, row);
  const count = sequenceReader(layout, row, tools);
  return (record) => {
    const taken = row.take(record);
    if (taken === "heading") return null;
    if (taken !== null) return taken;
    const kind = kindOf();
    if (kind === "trailer") return totals.compare();
    if (typeof kind === "object") return kind;
    totals.record();
    const misshapen = row.shape();
    if (misshapen !== null) return misshapen;
    count();
    const facts = factsOf(kind);
    totals.add("bucket" in facts ? facts.milliseconds : facts.billableMilliseconds);
    return facts;
  };
}

function factsReader(source: Source, layout: Layout, row: Row) {
  const { fields } = layout;
  const readMoments = momentsReader(source, layout, row);
  const readDuration = durationOf(row, fields.duration);
  const readBillable = durationOf(row, fields.billable);
  const readSetup = durationOf(row, fields.setup);
  const isAnswered = answeredReader(layout, row);
  const texts = textsOf(layout, row);
  const key = keyReader(layout, row);
  const content = callColumnsOf(layout).map(row.column);
  const directionOf = directionReader(layout, row);
  const isSwapped = swapReader(layout, row);

  return (role: RecordFacts["role"]): RecordFacts | Fault => {
    const billable = readBillable();
    const duration = readDuration();
    const moments = readMoments({ duration, billable, setup: readSetup() }, (hasAnswer) =>
      isAnswered(hasAnswer, billable ?? 0),
    );
    const milliseconds = billable !== null && billable >= 0 ? billable : null;
    if ("bucket" in moments) return { ...moments, milliseconds };
    const named = key();
    if (named === "") return { ...EMPTY_KEY, keyDay: moments.start?.day ?? null, milliseconds };
    const [from, to] = isSwapped() ? [texts.to(), texts.from()] : [texts.from(), texts.to()];
    // A call that was not answered may leave its seconds empty.
    const nothing = role === "whole" && !moments.answered ? 0 : null;
    return {
      role,
      key: named,
      content: content.map((text) => text()),
      start: moments.start,
      answer: moments.answer,
      end: moments.end,
      durationMilliseconds: duration,
      billableMilliseconds: billable ?? nothing,
      answered: moments.answered,
      from,
      to,
      releaseCause: texts.releaseCause(),
      direction: directionOf(),
      trunkIn: texts.trunkIn() || null,
      trunkOut: texts.trunkOut() || null,
      accountHint: texts.accountCode() || null,
      chargeNumber: texts.chargeNumber() || null,
      originatingLineInfo: texts.originatingLineInfo() || null,
      jurisdictionParameter: texts.jurisdictionParameter() || null,
      routingNumber: texts.routingNumber() || null,
    };
  };
}

const EMPTY_KEY = unreadable("RECORD_NO_KEY", "the columns of the key are empty");

/** Milliseconds; null where the record leaves them empty, NaN where they cannot be read. */
function durationOf(row: Row, field: DurationField | undefined): () => number | null {
  if (field === undefined) return () => null;
  const text = row.column(field.column);
  const read = durationReader(field.unit);
  return () => {
    const written = text();
    return written === "" ? null : read(written);
  };
}

const TEXTS = [
  "from",
  "to",
  "releaseCause",
  "trunkIn",
  "trunkOut",
  "accountCode",
  "chargeNumber",
  "originatingLineInfo",
  "jurisdictionParameter",
  "routingNumber",
] as const;
type Texts = Readonly<Record<(typeof TEXTS)[number], () => string>>;

function textsOf({ fields }: Layout, row: Row): Texts {
  return Object.fromEntries(TEXTS.map((name) => [name, textOf(row, fields[name])])) as Texts;
}

function textOf(row: Row, field: TextField | undefined): () => string {
  if (field === undefined) return () => "";
  const columns = [field.column, ...(field.firstOf ?? [])].filter((column) => column !== undefined);
  const texts = columns.map(row.column);
  const prefixes = [field.strip ?? []].flat();
  const { add = "" } = field;
  return () => {
    let found = "";
    for (const text of texts) {
      found = text();
      if (found !== "") break;
    }
    if (found === "") return "";
    const prefix = prefixes.length === 0 ? "" : prefixes.find((each) => found.startsWith(each));
    return prefix === undefined ? found : add + found.slice(prefix.length);
  };
}

/** Null where the format has no key; `""` where its columns are empty. */
function keyReader({ key }: Layout, row: Row): () => string | null {
  if (key === "weak") return () => null;
  const texts = key.map(row.column);
  return () => {
    const parts = texts.map((text) => text());
    return parts.every((part) => part === "") ? "" : parts.join("\u001f");
  };
}

function answeredReader({ answered }: Layout, row: Row): (hasAnswer: boolean, billable: number) => boolean {
  if (answered === "always") return () => true;
  const text = answered.column === undefined ? () => "" : row.column(answered.column);
  const values = answered.values === undefined ? null : new Set(answered.values);
  const needsAnswer = answered.answerTime === true;
  const needsSeconds = answered.seconds === true;
  return (hasAnswer, billable) =>
    (values === null || values.has(text())) && (!needsAnswer || hasAnswer) && (!needsSeconds || billable > 0);
}

function directionReader({ direction }: Layout, row: Row): () => RecordFacts["direction"] {
  if (direction === undefined) return () => null;
  const text = row.column(direction.column);
  const meanings = new Map<string, RecordFacts["direction"]>();
  for (const meaning of ["inbound", "outbound", "onNet"] as const)
    for (const value of direction[meaning] ?? []) meanings.set(value, meaning);
  return () => meanings.get(text()) ?? null;
}

function swapReader({ direction }: Layout, row: Row): () => boolean {
  if (direction?.swapped === undefined) return () => false;
  const text = row.column(direction.column);
  const values = new Set(direction.swapped);
  return () => values.has(text());
}

function sequenceReader({ sequence }: Layout, row: Row, tools: FormatTools): () => void {
  if (sequence === undefined) return () => {};
  const number = row.column(sequence.column);
  const counter = sequence.counter === undefined ? () => "" : row.column(sequence.counter);
  return () => {
    const text = number();
    if (/^\d{1,15}$/.test(text)) tools.sequence(counter(), Number(text));
  };
}
