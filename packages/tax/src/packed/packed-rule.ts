import { inOrder } from "@tollwright/canonical";
import type { LevyInRecord } from "../levy-facts.ts";
import type { TaxRecord } from "../tax-record.ts";
import { isSame, type Packed } from "./packed.ts";

/** What a record says of its levy, of the figure, and of how both are treated: the same on many charges, and on thousands of invoices. */
type Rule = LevyInRecord &
  Pick<TaxRecord, "portion" | "calculation" | "billed" | "form" | "value" | "decision"> & {
    readonly rounding: Omit<TaxRecord["rounding"], "group">;
    /** Whether the levy is on a part of a charge, by the charge's split. */
    readonly isSplit: boolean;
  };

/** What is null is left out. */
export type PackedRule = Packed<
  Rule,
  "family" | "statute" | "ledgerAccount" | "overlaidBy" | "jurisdiction" | "form" | "value" | "decision"
>;

/** The last rules that were met, by edition, each with the first record that it is of. */
const met = new Map<string, readonly Met[]>();
type Met = { readonly first: TaxRecord; readonly rule: PackedRule };
const MOST_EDITIONS = 20_000;
const MOST_OF_ONE = 16;

/** The rule of a record; of equal ones nearly always the same, made once in the order in which it is written. */
export function ruleOf(record: TaxRecord): PackedRule {
  const rules = met.get(record.version) ?? [];
  const found = rules.find(({ first }) => isOfOneRule(first, record));
  if (found !== undefined) return found.rule;
  if (met.size >= MOST_EDITIONS) met.clear();
  const rule = inOrder(packedRule(record));
  met.set(record.version, [{ first: record, rule }, ...rules].slice(0, MOST_OF_ONE));
  return rule;
}

function packedRule(record: TaxRecord): PackedRule {
  const { engine, levy, version, name, kind, authority, portion, calculation, datedBy } = record;
  const { passThrough, billed, reportable } = record;
  const { mode, places, level } = record.rounding;
  return {
    ...{ engine, levy, version, name, kind, authority, portion, calculation, datedBy },
    ...{ passThrough, billed, reportable, rounding: { mode, places, level } },
    isSplit: record.split !== null,
    family: record.family ?? undefined,
    statute: record.statute ?? undefined,
    ledgerAccount: record.ledgerAccount ?? undefined,
    overlaidBy: record.overlaidBy ?? undefined,
    jurisdiction: record.jurisdiction ?? undefined,
    form: record.form ?? undefined,
    value: record.value ?? undefined,
    decision: record.decision ?? undefined,
  };
}

/** Member by member: a list of their names takes ten times as long, and every tax line asks. */
function isOfOneRule(left: TaxRecord, right: TaxRecord): boolean {
  return (
    left.levy === right.levy &&
    left.version === right.version &&
    left.engine === right.engine &&
    left.calculation === right.calculation &&
    left.billed === right.billed &&
    left.portion === right.portion &&
    (left.split === null) === (right.split === null) &&
    left.rounding.mode === right.rounding.mode &&
    left.rounding.places === right.rounding.places &&
    left.rounding.level === right.rounding.level &&
    left.name === right.name &&
    left.kind === right.kind &&
    left.family === right.family &&
    left.authority === right.authority &&
    left.statute === right.statute &&
    left.ledgerAccount === right.ledgerAccount &&
    (left.overlaidBy ?? null) === (right.overlaidBy ?? null) &&
    left.datedBy === right.datedBy &&
    left.passThrough === right.passThrough &&
    left.reportable === right.reportable &&
    isSame(left.jurisdiction, right.jurisdiction) &&
    isSame(left.form, right.form) &&
    isSame(left.value, right.value) &&
    isSame(left.decision, right.decision)
  );
}

/** With what was left out. */
export function wholeRule(packed: PackedRule): Omit<Rule, "overlaidBy"> & Pick<TaxRecord, "overlaidBy"> {
  const { overlaidBy, ...rule } = packed;
  return {
    ...rule,
    family: rule.family ?? null,
    statute: rule.statute ?? null,
    ledgerAccount: rule.ledgerAccount ?? null,
    jurisdiction: rule.jurisdiction ?? null,
    form: rule.form ?? null,
    value: rule.value ?? null,
    decision: rule.decision ?? null,
    ...(overlaidBy ? { overlaidBy } : {}),
  };
}
