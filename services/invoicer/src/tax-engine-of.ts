import { setTimeout as wait } from "node:timers/promises";
import type { Instant } from "@tollwright/calendar";
import type { LegalEntity } from "@tollwright/inventory";
import { type Database, engineAttempts, keepEngineAttempt } from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { ownTaxEngine, type TaxEngine } from "@tollwright/tax";
import { avalaraEngine, type EngineJournal, sureTaxEngine } from "@tollwright/tax-engines";

/** Credentials come from the environment alone, never from a file. */
const NAMES = {
  avalara: ["AVALARA_USER", "AVALARA_PASSWORD"],
  suretax: ["SURETAX_CLIENT_NUMBER", "SURETAX_VALIDATION_KEY"],
} as const;

/** The engine that a legal entity chose; without a word, that of the house. */
export function taxEngineOf(
  { taxEngine: choice }: LegalEntity,
  {
    database,
    now,
    env,
  }: {
    readonly database: Database;
    readonly now: () => Instant;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
): Result<TaxEngine> {
  if (choice === undefined) return ok(ownTaxEngine);
  const [first, second] = NAMES[choice.kind].map((name) => env[name] ?? "");
  if (!first || !second) return fail(loginMissing(choice.kind));
  const facts = {
    journal: journalOf(database, { engine: choice.kind, now }),
    wait: (ms: number) => wait(ms),
  };
  if (choice.kind === "avalara")
    return ok(avalaraEngine({ ...facts, choice, login: { user: first, password: second } }));
  return ok(sureTaxEngine({ ...facts, choice, login: { clientNumber: first, validationKey: second } }));
}

function journalOf(
  database: Database,
  { engine, now }: { readonly engine: string; readonly now: () => Instant },
): EngineJournal {
  return {
    attempts: (document) => engineAttempts(database, { engine, document }),
    keep: (document, attempt) => keepEngineAttempt(database, { ...attempt, engine, document, at: now() }),
  };
}

function loginMissing(kind: keyof typeof NAMES): Problem {
  return problem({
    code: "TAX_ENGINE_REFUSED",
    message: `no login for ${kind}: set ${NAMES[kind].join(" and ")}`,
  });
}
