import { remembered } from "@tollwright/canonical";
import type { TaxRecord } from "../tax-record.ts";
import { isSame, type Packed } from "./packed.ts";

/** What a record says of its levy, of the figure, and of how both are treated: the same on many charges, and on thousands of invoices. */
type Rule = Pick<TaxRecord, (typeof TEXTS)[number] | (typeof OBJECTS)[number]> & {
  readonly rounding: Omit<TaxRecord["rounding"], "group">;
  /** Whether the levy is on a part of a charge, by the charge's split. */
  readonly isSplit: boolean;
};

const TEXTS = [
  ...(["engine", "levy", "version", "name", "kind", "family", "authority", "statute"] as const),
  ...(["ledgerAccount", "overlaidBy", "portion", "calculation", "datedBy", "passThrough"] as const),
  ...(["billed", "reportable"] as const),
];
const OBJECTS = ["jurisdiction", "form", "value", "decision"] as const;

/** What is null is left out. */
export type PackedRule = Packed<
  Rule,
  "family" | "statute" | "ledgerAccount" | "overlaidBy" | "jurisdiction" | "form" | "value" | "decision"
>;

/** The last rules that were met, by levy and edition. */
const met = new Map<string, readonly PackedRule[]>();
const MOST_EDITIONS = 20_000;
const MOST_OF_ONE = 16;

/** The rule of a record; of equal ones nearly always the same, whose text is made once. */
export function ruleOf(record: TaxRecord): PackedRule {
  const edition = `${record.levy} ${record.version}`;
  const rules = met.get(edition) ?? [];
  const found = rules.find((rule) => isRuleOf(rule, record));
  if (found !== undefined) return found;
  if (met.size >= MOST_EDITIONS) met.clear();
  const rule = remembered(packedRule(record));
  met.set(edition, [rule, ...rules].slice(0, MOST_OF_ONE));
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

function isRuleOf(rule: PackedRule, record: TaxRecord): boolean {
  const { rounding } = record;
  return (
    TEXTS.every((key) => (rule[key] ?? null) === (record[key] ?? null)) &&
    rule.isSplit === (record.split !== null) &&
    rule.rounding.mode === rounding.mode &&
    rule.rounding.places === rounding.places &&
    rule.rounding.level === rounding.level &&
    OBJECTS.every((key) => isSame(rule[key], record[key] ?? undefined))
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
