/** Values of items of which few differ, and those that do not mostly stand side by side: days, sources. */
export function distinct<Item, Value>(items: readonly Item[], of: (item: Item) => Value): ReadonlySet<Value> {
  const values = new Set<Value>();
  let last: Value | null = null;
  for (const item of items) {
    const value = of(item);
    if (value !== last) values.add(value);
    last = value;
  }
  return values;
}
