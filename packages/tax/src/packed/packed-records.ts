import assert from "node:assert";
import type { TaxRecord } from "../tax-record.ts";
import { isSame } from "./packed.ts";
import { isChargeOf, type PackedCharge, packedCharge } from "./packed-charge.ts";
import { type PackedLine, packedLine, recordFrom } from "./packed-line.ts";
import { type PackedRule, ruleOf } from "./packed-rule.ts";

/**
 * Tax records as they are kept: what many of them share stands once, and a line says only what is its own. Nothing is lost:
 * `unpackedRecords` gives each record back whole, by itself.
 */
export type PackedRecords = {
  /** By the levy's id; another edition, figure or treatment of the same levy is `id (2)`. */
  readonly rules: Readonly<Record<string, PackedRule>>;
  /** By the charge's id, of a component of a bundle `id#component`. */
  readonly charges: Readonly<Record<string, PackedCharge>>;
  /** In the order of the records. */
  readonly lines: readonly PackedLine[];
};

/** @example FUSF on five charges: its statute, source, factor and rounding once, under `rules.fusf`, and five lines with amounts. */
export function packedRecords(records: readonly TaxRecord[]): PackedRecords {
  const splits = splitsOf(records);
  const rules = namesOf<PackedRule>();
  const charges = namesOf<PackedCharge>();
  const lines = records.map((record) => {
    const rule = ruleOf(record);
    const name = chargeName(record);
    const split = record.split ?? splits.get(name) ?? null;
    return packedLine(record, {
      rule: rules.nameOf(record.levy, (known) => isSame(known, rule)) ?? rules.add(record.levy, rule),
      charge:
        charges.nameOf(name, (known) => isChargeOf(known, record, split)) ??
        charges.add(name, packedCharge(record, split)),
    });
  });
  return { rules: rules.all(), charges: charges.all(), lines };
}

/** The records as they were packed, each whole. */
export function unpackedRecords({ rules, charges, lines }: PackedRecords): readonly TaxRecord[] {
  return lines.map((line) => {
    const [rule, charge] = [rules[line.rule], charges[line.charge]];
    assert(rule !== undefined && charge !== undefined, `${line.rule} on ${line.charge} is not whole`);
    return recordFrom(line, rule, charge);
  });
}

function chargeName({ charge: { id, component } }: TaxRecord): string {
  return component === null ? id : `${id}#${component}`;
}

/** How each charge divides; levies on the whole of it do not say. */
function splitsOf(records: readonly TaxRecord[]): ReadonlyMap<string, TaxRecord["split"]> {
  const splits = new Map<string, TaxRecord["split"]>();
  for (const record of records)
    if (record.split !== null && !splits.has(chargeName(record)))
      splits.set(chargeName(record), record.split);
  return splits;
}

/** What records share, each under a name of its own. */
function namesOf<T>() {
  const named = new Map<string, T>();
  const alike = new Map<string, string[]>();
  return {
    nameOf: (id: string, isSame: (known: T) => boolean): string | null =>
      alike.get(id)?.find((name) => {
        const known = named.get(name);
        return known !== undefined && isSame(known);
      }) ?? null,
    add(id: string, value: T): string {
      let name = id;
      for (let count = 2; named.has(name); count += 1) name = `${id} (${count})`;
      named.set(name, value);
      alike.set(id, [...(alike.get(id) ?? []), name]);
      return name;
    },
    all: (): Readonly<Record<string, T>> => Object.fromEntries(named),
  };
}
