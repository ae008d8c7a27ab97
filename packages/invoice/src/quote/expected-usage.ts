import assert from "node:assert";
import { type PoolStatement, type UsageLine, usageChargeKey } from "@tollwright/billing";
import type { Instant, Period } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import {
  divide,
  type Exact,
  exact,
  isZero,
  multiply,
  round,
  subtract,
  sum,
  toFixedText,
  toText,
  whole,
} from "@tollwright/money";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { CallClass, CompiledDeck, PricePlan } from "@tollwright/rate-card";
import { type ExpectedCall, expectedCallPricer } from "@tollwright/rating";
import type { QuotedUsage, SampleQuote } from "./sample-quote.ts";
import { type ExpectedRun, spreadUsage } from "./spread-usage.ts";

/** Usage as if it had been rated, and what was assumed of each line, by charge key. */
export type ExpectedUsage = {
  readonly lines: readonly UsageLine[];
  readonly pools: readonly PoolStatement[];
  readonly assumptions: ReadonlyMap<string, readonly string[]>;
};

/**
 * The usage of a quote, each call priced by the step that prices real ones.
 *
 * From minutes: calls = minutes × 60 ÷ average seconds, half-up to whole calls and at least one, each of the average
 * length. An invoice of calls drawn from that profile differs by less than one increment a call (where none is shorter
 * than the initial seconds), and by half a call of rounding. Pools and tiers: see `spreadUsage`.
 *
 * @param at The instant whose plan and deck rows price every call.
 * @example 1,200 minutes at 180 s are 400 calls; at 0.0150 a minute, 6/6: 400 × 0.045 = 18.00.
 */
export function expectedUsage(input: {
  readonly quote: SampleQuote;
  readonly account: Account;
  readonly plan: PricePlan;
  readonly decks: ReadonlyMap<string, CompiledDeck>;
  readonly at: Instant;
  readonly period: Period;
}): Result<ExpectedUsage> {
  const { quote, account, plan, decks, at, period } = input;
  const pricer = expectedCallPricer({ account, plans: [plan], decks });
  if (!pricer.ok) return pricer;
  const runs: ExpectedRun[] = [];
  const assumptions = new Map<string, string[]>();
  const problems: Problem[] = [];
  for (const [place, location] of quote.locations.entries())
    for (const [index, usage] of (location.usage ?? []).entries()) {
      const found = priced({ usage, plan, at, pricer: pricer.value });
      if (!found.ok) {
        problems.push(...placed(found.problems, `locations[${place}].usage[${index}]`));
        continue;
      }
      const line = { account: account.id, location: location.id, plan: plan.id, ...found.value.line };
      runs.push({ line, farEnd: usage.destination ?? null, callAt: found.value.callAt });
      const key = usageChargeKey(line);
      assumptions.set(key, [...(assumptions.get(key) ?? []), found.value.sentence]);
    }
  return problems.length > 0
    ? fail(...problems)
    : ok({ ...spreadUsage({ account, plan, period, runs }), assumptions });
}

type Pricer = (call: ExpectedCall) => Result<{
  readonly product: string | null;
  readonly charge: string;
  readonly billedSeconds: number;
}>;
type Priced = {
  readonly line: Omit<UsageLine, "account" | "location" | "plan"> & {
    readonly product: string;
    readonly callClass: CallClass;
  };
  readonly callAt: ExpectedRun["callAt"];
  readonly sentence: string;
};
type Question = {
  readonly usage: QuotedUsage;
  readonly plan: PricePlan;
  readonly at: Instant;
  readonly pricer: Pricer;
};

function priced(question: Question): Result<Priced> {
  const { usage } = question;
  if (usage.rated) return fromRated(question, usage.rated);
  if (usage.callSeconds) return fromCalls(question, usage.callSeconds);
  return fromMinutes(question);
}

const SECONDS_PER_MINUTE = 60;

function fromMinutes(question: Question): Result<Priced> {
  const { minutes, averageSecondsPerCall } = question.usage;
  assert(minutes && averageSecondsPerCall, "the schema asks for one of three ways");
  const call = onePriced(question, averageSecondsPerCall);
  if (!call.ok) return call;
  const seconds = multiply(exact(minutes), whole(SECONDS_PER_MINUTE));
  const calls = wholeCalls(seconds, averageSecondsPerCall);
  const { billedSeconds, charge, product } = call.value;
  return ok({
    line: {
      ...facts(question, product),
      calls,
      billedSeconds: String(calls * billedSeconds),
      charge: toText(multiply(whole(calls), exact(charge))),
    },
    callAt: () => ({ billedSeconds, charge }),
    sentence: `assumed: ${minutes} minutes${towards(question)} at ${averageSecondsPerCall} s a call are ${calls} calls; each bills ${billedSeconds} s, ${charge}`,
  });
}

/** Half-up, and at least one call where there are any seconds. */
function wholeCalls(seconds: Exact, averageSeconds: number): number {
  const calls = Number(toText(round(divide(seconds, whole(averageSeconds)), { mode: "halfUp", places: 0 })));
  return isZero(seconds) ? 0 : Math.max(calls, 1);
}

function fromCalls(question: Question, callSeconds: readonly number[]): Result<Priced> {
  const calls = callSeconds.map((seconds) => onePriced(question, seconds));
  const problems = calls.flatMap((call) => (call.ok ? [] : call.problems));
  const values = calls.flatMap((call) => (call.ok ? [call.value] : []));
  const [first] = values;
  if (first === undefined || problems.length > 0) return fail(...problems.slice(0, 1));
  return ok({
    line: {
      ...facts(question, first.product),
      calls: values.length,
      billedSeconds: String(values.reduce((total, value) => total + value.billedSeconds, 0)),
      charge: toText(sum(values.map((value) => exact(value.charge)))),
    },
    callAt: (index) => values[index] ?? first,
    sentence: `assumed: ${values.length} calls${towards(question)}, each of its own length`,
  });
}

function fromRated(question: Question, rated: NonNullable<QuotedUsage["rated"]>): Result<Priced> {
  const { callClass } = question.usage;
  const product = question.plan.products.find(
    (candidate) => candidate.kind === "usage" && candidate.classes.includes(callClass),
  );
  if (product === undefined)
    return fail(
      problem({
        code: "NO_PRODUCT",
        message: `plan ${question.plan.id} sells nothing for class ${callClass}`,
      }),
    );
  return ok({
    line: { ...facts(question, product.id), ...rated },
    callAt: (index) => equalPart(rated, index),
    sentence: `${rated.calls} calls that were rated before`,
  });
}

/** Sums that are known of rated calls, as calls of one length and price; the parts add up to the sums. */
function equalPart(
  { calls, billedSeconds, charge }: NonNullable<QuotedUsage["rated"]>,
  index: number,
): ReturnType<ExpectedRun["callAt"]> {
  const upTo = (total: string, part: number, places: number): Exact =>
    round(multiply(exact(total), divide(whole(part), whole(calls))), { mode: "halfUp", places });
  const part = (total: string, places: number): string =>
    toFixedText(subtract(upTo(total, index + 1, places), upTo(total, index, places)), places);
  const places = Math.max(CHARGE_PLACES, charge.split(".")[1]?.length ?? 0);
  return { billedSeconds: Number(part(billedSeconds, 0)), charge: part(charge, places) };
}

const CHARGE_PLACES = 6;

function onePriced(question: Question, seconds: number) {
  const { usage, at, pricer } = question;
  const call = pricer({
    callClass: usage.callClass,
    destination: usage.destination ?? null,
    at,
    seconds,
  });
  if (!call.ok) return call;
  const { product, charge, billedSeconds } = call.value;
  assert(product !== null, "a class that a plan sells is priced by a product of it");
  return ok({ product, charge, billedSeconds });
}

/** Classes whose calls the customer receives. */
const RECEIVED: ReadonlySet<string> = new Set(["tollFree", "tollFreeIntrastate", "inbound"]);

function facts({ usage }: Question, product: string) {
  const side = RECEIVED.has(usage.callClass) ? "customer:destination" : "customer:origin";
  return { product, callClass: usage.callClass, side } as const;
}

function towards({ usage }: Question): string {
  return usage.destination ? ` to ${usage.destination}` : "";
}

function placed(problems: readonly Problem[], path: string): readonly Problem[] {
  return problems.map((found) => ({ ...found, path }));
}
