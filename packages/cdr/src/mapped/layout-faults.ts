import { columnsOf, type NamedColumn } from "./layout-columns.ts";
import type { Column, Layout, Moment } from "./layout-shape.ts";

type LayoutFault = { readonly path: readonly (string | number)[]; readonly message: string };

/** What a layout contradicts itself in, each with its place and the way out. */
export function layoutFaults(layout: Layout): readonly LayoutFault[] {
  return [
    ...columnsOf(layout).flatMap((named) => columnFault(layout, named)),
    ...momentFaults(layout),
    ...answeredFaults(layout),
    ...recordFaults(layout),
  ];
}

function columnFault(layout: Layout, { column, path }: NamedColumn): readonly LayoutFault[] {
  const message = whyNoColumn(layout, column);
  return message === null ? [] : [{ path, message }];
}

function whyNoColumn(layout: Layout, column: Column): string | null {
  if (layout.kind === "delimited")
    return typeof column === "number" || layout.headingRows > 0
      ? null
      : `"${column}" is a heading, and headingRows is 0: state headingRows, or the column's position`;
  if (layout.kind === "fixedWidth") {
    const [from, until] = rangeOf(column);
    return from >= 1 && until >= from ? null : `characters from and to, such as 7-10, not "${column}"`;
  }
  return typeof column === "string"
    ? null
    : `a path, such as ${layout.kind === "json" ? "call.from" : "call/from"}`;
}

/** @example `7-10` → [7, 10]; `3` → [3, 3]; anything else → NaN. */
export function rangeOf(column: Column): readonly [from: number, until: number] {
  const [, from, until] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(String(column)) ?? [];
  return [Number(from), Number(until ?? from)];
}

/** What a rule needs beside the moment that it works out. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  answer: ["answer"],
  "end - duration": ["end", "duration"],
  start: ["start"],
  "start + setup": ["start", "setup"],
  "start + duration - billable": ["start", "duration"],
  "end - billable": ["end"],
  "start + duration": ["start", "duration"],
  "answer + billable": ["answer"],
};

function momentFaults({ fields }: Layout): readonly LayoutFault[] {
  const faults: LayoutFault[] = [];
  for (const name of ["start", "answer", "end"] as const) {
    const moment = fields[name] as Moment | undefined;
    if (moment === undefined) continue;
    const path = ["fields", name];
    const said = [moment.column, moment.columns, moment.rule].filter((each) => each !== undefined);
    if (said.length !== 1) faults.push({ path, message: "state one of column, columns and rule" });
    if (moment.rule === undefined && moment.time === undefined)
      faults.push({ path, message: "state time, how it is written, such as YYYY-MM-DD HH:mm:ss" });
    for (const need of NEEDS[moment.rule ?? ""] ?? []) {
      const other = (fields as Record<string, { readonly rule?: string } | undefined>)[need];
      if (other === undefined)
        faults.push({ path, message: `"${moment.rule}" needs ${need}, which is not stated` });
      else if (["start", "answer", "end"].includes(need) && other.rule !== undefined && need !== "answer")
        faults.push({ path, message: `"${moment.rule}" needs ${need} from a column, not by a rule` });
    }
  }
  if (fields.start.rule === "answer" && fields.answer?.rule !== undefined)
    faults.push({ path: ["fields", "start"], message: '"answer" needs answer from a column, not by a rule' });
  return faults;
}

function answeredFaults({ answered, fields }: Layout): readonly LayoutFault[] {
  const path = ["answered"];
  if (answered === "always") return [];
  const faults: LayoutFault[] = [];
  if ((answered.column === undefined) !== (answered.values === undefined))
    faults.push({ path, message: "column and values go together" });
  if (answered.values === undefined && answered.answerTime === undefined && answered.seconds === undefined)
    faults.push({ path, message: "state what an answered call shows, or always" });
  if (answered.answerTime === true && (fields.answer === undefined || fields.answer.rule !== undefined))
    faults.push({ path: [...path, "answerTime"], message: "there is no answer time from a column" });
  return faults;
}

function recordFaults({ records, trailer, key }: Layout): readonly LayoutFault[] {
  const faults: LayoutFault[] = [];
  if (trailer !== undefined && records?.trailer === undefined)
    faults.push({ path: ["trailer"], message: "state records.trailer, the value that marks the trailer" });
  const pieces = [records?.start, records?.interim, records?.stop].some((values) => values !== undefined);
  if (pieces && key === "weak")
    faults.push({ path: ["key"], message: "pieces are joined by their key: state its columns" });
  const kinds = [
    records?.call,
    records?.start,
    records?.interim,
    records?.stop,
    records?.ignored,
    records?.trailer,
  ];
  const values = kinds.flatMap((each) => each ?? []);
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) faults.push({ path: ["records"], message: `"${twice}" has two meanings` });
  return faults;
}
