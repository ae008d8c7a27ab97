import { add, type Exact, exact, zero } from "@tollwright/money";

/** Exact sums by name. */
export type Sums<Name extends string> = Readonly<Record<Name, Exact>>;

/** @example `summed({ base: zero, tax: zero }, { base: "100.00", tax: "7.44" })` */
export function summed<Name extends string>(
  sums: Sums<Name>,
  amounts: Readonly<Partial<Record<Name, string>>>,
): Sums<Name> {
  const next: Record<Name, Exact> = { ...sums };
  for (const name of Object.keys(amounts) as Name[]) {
    const amount = amounts[name];
    if (amount !== undefined) next[name] = add(sums[name], exact(amount));
  }
  return next;
}

export function zeros<Name extends string>(names: readonly Name[]): Sums<Name> {
  return Object.fromEntries(names.map((name) => [name, zero])) as Sums<Name>;
}
