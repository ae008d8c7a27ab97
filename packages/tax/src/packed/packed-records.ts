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
  /** Each charge, of a bundle each component, once. */
  readonly charges: readonly PackedCharge[];
  /** In the order of the records. */
  readonly lines: readonly PackedLine[];
};

/** @example FUSF on five charges: its statute, source, factor and rounding once, under `rules.fusf`, and five lines with amounts. */
export function packedRecords(records: readonly TaxRecord[]): PackedRecords {
  const splits = splitsOf(records);
  const rules = new Map<string, PackedRule>();
  const charges: PackedCharge[] = [];
  const lines = records.map((record) => {
    const rule = nameOf(rules, ruleOf(record));
    const charge = indexOf(charges, record, record.split ?? splits.get(chargeName(record)) ?? null);
    return packedLine(record, { rule, charge });
  });
  return { charges, lines, rules: Object.fromEntries(rules) };
}

/** The records as they were packed, each whole. */
export function unpackedRecords({ rules, charges, lines }: PackedRecords): readonly TaxRecord[] {
  return lines.map((line) => {
    const [rule, charge] = [rules[line.rule], charges[line.charge]];
    assert(rule !== undefined && charge !== undefined, `${line.rule} on ${line.charge} is not whole`);
    return recordFrom(line, rule, charge);
  });
}

/** How each charge divides; levies on the whole of it do not say. */
function splitsOf(records: readonly TaxRecord[]): ReadonlyMap<string, TaxRecord["split"]> {
  const splits = new Map<string, TaxRecord["split"]>();
  for (const record of records)
    if (record.split !== null && !splits.has(chargeName(record)))
      splits.set(chargeName(record), record.split);
  return splits;
}

function chargeName({ charge: { id, component } }: TaxRecord): string {
  return component === null ? id : `${id}#${component}`;
}

/** The rule's name among those that were named before it; it is added where it is new. */
function nameOf(rules: Map<string, PackedRule>, rule: PackedRule): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? rule.levy : `${rule.levy} (${count})`;
    const known = rules.get(name);
    if (known === undefined) rules.set(name, rule);
    if (known === undefined || isSame(known, rule)) return name;
  }
}

function indexOf(charges: PackedCharge[], record: TaxRecord, split: TaxRecord["split"]): number {
  const known = charges.findIndex((charge) => isChargeOf(charge, record, split));
  return known === -1 ? charges.push(packedCharge(record, split)) - 1 : known;
}
