import { type AlertRule, parsedOf, type VersionDocument } from "@tollwright/rate-card";

/** A rule with the accounts that it watches; null: every account, whatever its currency. */
export type CompiledAlertRule = AlertRule & { readonly watched: ReadonlySet<string> | null };

/** The rules in force. A rule about money watches the accounts that are billed in its currency. */
export function compileAlertRules(documents: readonly VersionDocument[]): readonly CompiledAlertRule[] {
  const rules = parsedOf(documents, "alertRule").map(({ value }) => value);
  if (rules.length === 0) return [];
  const currencies = new Map(
    parsedOf(documents, "legalEntity").map(({ value }) => [value.id, value.currency]),
  );
  const accounts = parsedOf(documents, "account").map(({ value }) => value);
  return rules.map((rule) => {
    const named = rule.accounts === "all" ? null : new Set(rule.accounts);
    if (rule.currency === undefined) return { ...rule, watched: named };
    const ofCurrency = accounts.filter(({ legalEntity }) => currencies.get(legalEntity) === rule.currency);
    const watched = ofCurrency.map(({ id }) => id).filter((id) => named?.has(id) ?? true);
    return { ...rule, watched: new Set(watched) };
  });
}
