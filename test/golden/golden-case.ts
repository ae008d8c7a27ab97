import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { dueCharges, type UsageLine } from "@tollwright/billing";
import { addDays, civilDate, monthPeriod, parseInstant } from "@tollwright/calendar";
import { Account, LegalEntity } from "@tollwright/inventory";
import { assessRequestFor, composeInvoice, type Invoice, makeQuote, SampleQuote } from "@tollwright/invoice";
import type { Result } from "@tollwright/problem";
import { PricePlan, RateDeck } from "@tollwright/rate-card";
import { assess, GapDecision, LevySchema } from "@tollwright/tax";
import { parse } from "@tollwright/yaml";
import { z } from "zod";

const here = dirname(fileURLToPath(import.meta.url));
const sharedYaml = (name: string): unknown => parse(readFileSync(join(here, "shared", name), "utf8"));

const Common = { moreLevies: z.array(LevySchema).default([]), decisions: z.array(GapDecision).default([]) };
const Input = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("invoice"),
    payer: z.string(),
    month: z.string(),
    billDate: z.string(),
    /** Beside the shared one. */
    morePlans: z.array(PricePlan).default([]),
    accounts: z.array(Account),
    usage: z.array(z.custom<UsageLine>()).default([]),
    peaks: z
      .array(
        z.strictObject({
          account: z.string(),
          trunkGroup: z.string(),
          measured: z.int(),
          at: z.string(),
        }),
      )
      .default([]),
    ...Common,
  }),
  /** `plan` takes the place of the shared one. */
  z.strictObject({ kind: z.literal("sample"), quote: SampleQuote, plan: PricePlan.optional(), ...Common }),
]);
type Input = z.infer<typeof Input>;

/** Every folder with an `input.yaml`. */
export const goldenCases = readdirSync(here)
  .filter((name) => existsSync(join(here, name, "input.yaml")))
  .sort();

export const expectedFile = (name: string): string => join(here, name, "expected", "invoice.json");
export const workedFile = (name: string): string => join(here, name, "worked.md");

const shared = {
  legalEntity: LegalEntity.parse(sharedYaml("legal-entity.yaml")),
  plan: PricePlan.parse(sharedYaml("plan.yaml")),
  levies: z.array(LevySchema).parse(sharedYaml("levies.yaml")),
  deck: RateDeck.parse(sharedYaml("deck.yaml")),
};

/** The invoice of a case, by the same functions that bill. */
export function invoiceOf(name: string): Invoice {
  const input = Input.parse(parse(readFileSync(join(here, name, "input.yaml"), "utf8")));
  const levies = [...shared.levies, ...input.moreLevies];
  if (input.kind === "invoice") return invoiced(input, levies);
  return valueIn(
    makeQuote({
      quote: input.quote,
      legalEntity: shared.legalEntity,
      plan: input.plan ?? shared.plan,
      decks: [{ hash: "0".repeat(64), deck: shared.deck }],
      levies,
      decisions: input.decisions,
    }),
  );
}

function invoiced(
  input: Extract<Input, { kind: "invoice" }>,
  levies: readonly z.infer<typeof LevySchema>[],
): Invoice {
  const { legalEntity } = shared;
  const period = monthPeriod(input.month);
  const sites = input.accounts.map((account) => {
    const due = dueCharges({
      account,
      plans: [shared.plan, ...input.morePlans],
      period,
      usage: input.usage.filter((line) => line.account === account.id),
      peaks: input.peaks
        .filter((peak) => peak.account === account.id)
        .map((peak) => ({ ...peak, at: parseInstant(peak.at) })),
    });
    if (due.problems.length > 0) throw new Error(JSON.stringify(due.problems));
    return { account, charges: due.charges };
  });
  const billDate = civilDate(input.billDate);
  const payer = input.accounts.find((account) => account.id === input.payer)!;
  const facts = { legalEntity, payer, sites, period, billDate, levies };
  const assessment = valueIn(assess(assessRequestFor({ ...facts, decisions: input.decisions })));
  const dueDate = addDays(billDate, legalEntity.terms.dueDays);
  return valueIn(composeInvoice({ ...facts, kind: "invoice", assessment, dueDate, notices: [] }));
}

function valueIn<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.value;
}
