import type { Column, Layout } from "./layout-shape.ts";

/** A column that a layout names, with its place in the YAML. */
export type NamedColumn = { readonly column: Column; readonly path: readonly (string | number)[] };

/** Every column that the layout names, the same one as often as it is named. */
export function columnsOf(layout: Layout): readonly NamedColumn[] {
  const { records, fields, answered, key, direction, zone, sequence, trailer } = layout;
  return [
    ...within(records, "records"),
    ...Object.entries(fields).flatMap(([name, field]) => within(field, "fields", name)),
    ...(answered === "always" ? [] : within(answered, "answered")),
    ...(key === "weak" ? [] : key.map((column, index) => ({ column, path: ["key", index] }))),
    ...within(direction, "direction"),
    ...within(zone, "zone"),
    ...within(sequence, "sequence"),
    ...within(trailer?.records, "trailer", "records"),
    ...within(trailer?.billable, "trailer", "billable"),
  ];
}

/** Of what a call says; the trailer's own columns are not among them. */
export function callColumnsOf(layout: Layout): readonly Column[] {
  const named = columnsOf(layout).filter(({ path }) => path[0] !== "trailer");
  return [...new Set(named.map(({ column }) => column))];
}

type HasColumns = {
  readonly column?: Column | undefined;
  readonly columns?: readonly Column[] | undefined;
  readonly firstOf?: readonly Column[] | undefined;
  readonly counter?: Column | undefined;
};

function within(field: HasColumns | undefined, ...path: readonly string[]): readonly NamedColumn[] {
  if (field === undefined) return [];
  return [
    ...(field.column === undefined ? [] : [{ column: field.column, path: [...path, "column"] }]),
    ...(field.columns ?? []).map((column, index) => ({ column, path: [...path, "columns", index] })),
    ...(field.firstOf ?? []).map((column, index) => ({ column, path: [...path, "firstOf", index] })),
    ...(field.counter === undefined ? [] : [{ column: field.counter, path: [...path, "counter"] }]),
  ];
}
