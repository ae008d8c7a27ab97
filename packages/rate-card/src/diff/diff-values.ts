/** A place where two documents differ; null: it is not there. */
export type Difference = {
  /** As people name it: `products[did].pricePerMonth`. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
};

/**
 * What two values of one shape differ in, place by place. Members of a list are paired by what names them (an id, a number, a
 * prefix, the day that they hold from), so that one row more is one difference and not a shift of all behind it.
 *
 * @example prices 1.50 and 1.75 of product `did`: `products[did].pricePerMonth`, before "1.50", after "1.75".
 */
export function diffValues(before: unknown, after: unknown, path = ""): readonly Difference[] {
  if (isObject(before) && isObject(after)) return diffObjects(before, after, path);
  if (isListOfObjects(before) && isListOfObjects(after)) return diffLists(before, after, path);
  const [left, right] = [textOf(before), textOf(after)];
  return left === right ? [] : [{ path, before: left, after: right }];
}

type Fields = Readonly<Record<string, unknown>>;

function diffObjects(before: Fields, after: Fields, path: string): readonly Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) =>
    diffValues(before[name], after[name], path === "" ? name : `${path}.${name}`),
  );
}

function diffLists(before: readonly Fields[], after: readonly Fields[], path: string): readonly Difference[] {
  const names = namesFor([...before, ...after]);
  const left = byName(before, names);
  const right = byName(after, names);
  const all = [...new Set([...left.keys(), ...right.keys()])];
  return all.flatMap((name) => diffValues(left.get(name), right.get(name), `${path}[${name}]`));
}

/** What names a member, the first that all of them have. */
const NAMES = ["id", "number", "prefix", "plan", "levy", "certificate", "name"] as const;
/** What tells members of one name apart. */
const DATES = ["effectiveFrom", "from", "seenInForceOn"] as const;

function namesFor(members: readonly Fields[]): readonly string[] {
  const name = NAMES.find((field) => members.every((member) => member[field] !== undefined));
  const dates = DATES.filter((field) => members.some((member) => member[field] !== undefined));
  return name === undefined ? dates : [name, ...dates.slice(0, 1)];
}

function byName(members: readonly Fields[], names: readonly string[]): ReadonlyMap<string, Fields> {
  const named = new Map<string, Fields>();
  for (const [index, member] of members.entries()) {
    const parts = names.flatMap((field) => textOf(member[field]) ?? []);
    const name = parts.length === 0 ? String(index) : parts.join(" from ");
    named.set(named.has(name) ? `${name} #${index}` : name, member);
  }
  return named;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOfObjects(value: unknown): value is readonly Fields[] {
  return Array.isArray(value) && value.every(isObject);
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
