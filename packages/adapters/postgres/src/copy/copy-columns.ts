import type { CopyBuffer } from "./copy-buffer.ts";
import {
  fewTexts,
  putBoolean,
  putDate,
  putHexadecimal,
  putInstant,
  putInt4,
  putInt8,
  putJsonb,
  putNumericField,
  putText,
} from "./put-field.ts";

/** A column that COPY fills, or several side by side, and how their values in a row are written in the binary forms of their types. */
export type CopyColumn<Row> = {
  readonly names: readonly string[];
  readonly write: (out: CopyBuffer, row: Row) => void;
};

export function namesOf<Row>(columns: readonly CopyColumn<Row>[]): readonly string[] {
  return columns.flatMap(({ names }) => names);
}

type Of<Row, Value> = (row: Row) => Value | null;

export function textColumn<Row>(name: string, of: Of<Row, string>): CopyColumn<Row> {
  return { names: [name], write: (out, row) => putText(out, of(row)) };
}

/** For a column of few different texts. */
export function fewTextsColumn<Row>(name: string, of: Of<Row, string>): CopyColumn<Row> {
  const put = fewTexts();
  return { names: [name], write: (out, row) => put(out, of(row)) };
}

/** @param of Any value that JSON can hold. */
export function jsonbColumn<Row>(name: string, of: Of<Row, object>): CopyColumn<Row> {
  return { names: [name], write: (out, row) => putJsonb(out, of(row)) };
}

/** @param of Bytes as hexadecimal text. */
export function bytesColumn<Row>(name: string, of: Of<Row, string>): CopyColumn<Row> {
  return { names: [name], write: (out, row) => putHexadecimal(out, of(row)) };
}

export function booleanColumn<Row>(name: string, of: Of<Row, boolean>): CopyColumn<Row> {
  return { names: [name], write: (out, row) => putBoolean(out, of(row)) };
}

export function int4Column<Row>(name: string, of: Of<Row, number>): CopyColumn<Row> {
  return { names: [name], write: (out, row) => putInt4(out, of(row)) };
}

export function int8Column<Row>(name: string, of: Of<Row, number | bigint>): CopyColumn<Row> {
  return { names: [name], write: (out, row) => putInt8(out, of(row)) };
}

/** @param of Decimal text. */
export function numericColumn<Row>(name: string, of: Of<Row, string>): CopyColumn<Row> {
  return { names: [name], write: (out, row) => putNumericField(out, of(row)) };
}

/** @param of A civil date, `2026-04-07`. */
export function dateColumn<Row>(name: string, of: Of<Row, string>): CopyColumn<Row> {
  return { names: [name], write: (out, row) => putDate(out, of(row)) };
}

/** @param of Epoch milliseconds, or an infinity, as `timestamptz`. */
export function instantColumn<Row>(name: string, of: Of<Row, number>): CopyColumn<Row> {
  return { names: [name], write: (out, row) => putInstant(out, of(row)) };
}

/** Columns of something that a row holds. */
export function columnsIn<Row, Part>(
  columns: readonly CopyColumn<Part>[],
  part: (row: Row) => Part,
): readonly CopyColumn<Row>[] {
  return columns.map(({ names, write }) => ({ names, write: (out, row) => write(out, part(row)) }));
}
