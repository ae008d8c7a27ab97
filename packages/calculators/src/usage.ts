import { type CallAllocation, explainAllocation, orderedPeriod, type UsageCall } from "@tollwright/billing";
import { CivilDate, type Instant, overlap, parseInstant } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import { exact, PositiveDecimalText, sum, toFixedText, toText } from "@tollwright/money";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { PoolProduct, type PricePlan, UsageTiers } from "@tollwright/rate-card";
import { z } from "zod";
import { type Answer, calculator } from "./calculator.ts";
import { BilledPeriod, PeriodFields, periodProblems } from "./fields.ts";

const Word = z.string().min(1);
const InstantText = z.string().refine((text) => parseInstant(text) !== null, {
  error: "an instant with a zone, such as 2026-04-07T14:03:10Z",
});

const Call = z.strictObject({
  /** With the answer it makes the total order: answeredAt, then callKey. */
  callKey: Word,
  answeredAt: InstantText,
  product: Word,
  callClass: Word.nullish(),
  location: Word.nullish(),
  trunkGroup: Word.nullish(),
  /** Digits of the far end with the country code. */
  farEnd: z
    .string()
    .regex(/^\d{1,15}$/, "digits without the plus sign")
    .nullish(),
  billedSeconds: z.int().min(0),
  /** At list price; what a pool leaves of it is rounded to its places, at least six. */
  charge: PositiveDecimalText,
});
type Call = z.output<typeof Call>;

const Lot = z.strictObject({
  /** Whole seconds, or calls. */
  units: z.string().regex(/^\d{1,15}$/, "whole seconds, or calls"),
  until: CivilDate,
});

const Request = z.strictObject({
  /** What its pools carry on expires months after it. */
  period: BilledPeriod,
  /** Days on which the plan holds; the whole period where left out. */
  service: PeriodFields.nullish(),
  /** Usage products that have tiers; others need not be named. */
  products: z.array(z.strictObject({ id: Word, tiers: UsageTiers })).nullish(),
  /** As a plan writes them. */
  pools: z.array(PoolProduct).nullish(),
  /** What the pools carried into the period: `carried` of the answer for the period before. */
  carried: z.array(z.strictObject({ pool: Word, holder: Word.nullish(), lots: z.array(Lot) })).nullish(),
  calls: z.array(Call),
});
type Request = z.output<typeof Request>;

/** What pools and tiers make of the calls of a period, given in any order: the same functions that close it. */
export const usageCalculator = calculator({
  schema: Request,
  run(request) {
    const problems = [...periodProblems(request.period, "calendarDay"), ...keyProblems(request.calls)];
    return problems.length > 0 ? fail(...problems) : allocated(request);
  },
});

const PLAN = "plan";
const MAIN = "main";

function allocated(request: Request): Result<Answer> {
  const days = overlap(request.service ?? request.period, request.period);
  const calls = inOrder(request.calls);
  const ordered =
    days === null
      ? null
      : orderedPeriod({
          account: {
            id: "account",
            locations: holders(request, ({ location }) => location ?? MAIN),
            trunkGroups: holders(request, ({ trunkGroup }) => trunkGroup ?? null),
          },
          period: request.period,
          planSpans: [{ plan: planOf(request), ...days }],
        });
  if (ordered === null)
    return answer(
      calls.map((call) => ({ call, given: listPrice(call) })),
      { pools: [], carried: [] },
    );
  const carried = (request.carried ?? []).map(({ holder, ...pool }) => ({ ...pool, holder: holder ?? null }));
  const counting = ordered.start(carried, null);
  for (const call of calls) counting.allocate(usageCall(call));
  const allocation = ordered.start(carried, counting.close().totals);
  const given = calls.map((call) => ({ call, given: allocation.allocate(usageCall(call)) }));
  return answer(given, allocation.close());
}

function planOf({ products, pools, calls }: Request): PricePlan {
  const tiers = new Map((products ?? []).map((product) => [product.id, product.tiers]));
  const ids = [...new Set([...tiers.keys(), ...calls.map(({ product }) => product)])];
  const usage = ids.map((id): PricePlan["products"][number] => {
    const own = tiers.get(id);
    return {
      kind: "usage",
      id,
      name: id,
      serviceClass: "usage",
      portion: "mixed",
      classes: [],
      // The calls come with their list charges.
      price: { kind: "free" },
      ...(own === undefined ? {} : { tiers: own }),
    };
  });
  return { id: PLAN, description: PLAN, currency: "USD", products: [...usage, ...(pools ?? [])] };
}

/** Every location or trunk group that a call names is there all period. */
function holders({ calls, period }: Request, nameOf: (call: Call) => string | null) {
  const ids = new Set(calls.flatMap((call) => nameOf(call) ?? []));
  return [...ids].sort(byCodeUnit).map((id) => ({ id, ...period }));
}

function inOrder(calls: readonly Call[]): readonly Call[] {
  const instantOf = ({ answeredAt }: Call): Instant => parseInstant(answeredAt) ?? (0 as Instant);
  return [...calls].sort(
    (left, right) => instantOf(left) - instantOf(right) || byCodeUnit(left.callKey, right.callKey),
  );
}

function usageCall(call: Call): UsageCall {
  const { product, billedSeconds } = call;
  const places = Math.max(CHARGE_PLACES, call.charge.split(".")[1]?.length ?? 0);
  return {
    location: call.location ?? MAIN,
    plan: PLAN,
    product,
    callClass: call.callClass ?? "",
    side: "customer:origin",
    billedSeconds,
    charge: toFixedText(exact(call.charge), places),
    farEnd: call.farEnd ?? null,
    trunkGroup: call.trunkGroup ?? null,
  };
}

const CHARGE_PLACES = 6;

function listPrice({ charge }: Call): CallAllocation {
  return { billedCharge: charge, drawnSeconds: 0, draws: [], tier: null };
}

function answer(
  calls: readonly { readonly call: Call; readonly given: CallAllocation }[],
  { pools, carried }: { readonly pools: readonly { readonly account: string }[]; readonly carried: unknown },
): Result<Answer> {
  const total = toText(sum(calls.map(({ given }) => exact(given.billedCharge))));
  return ok({
    result: {
      calls: calls.map(({ call, given }) => ({ callKey: call.callKey, ...given })),
      pools: pools.map(({ account: _account, ...pool }) => pool),
      carried,
      total,
    },
    explanation: [
      ...calls.flatMap(({ call, given }) =>
        explainAllocation(call, given).map((sentence) => `${call.callKey}: ${sentence}`),
      ),
      `The billed charges add up to ${total}.`,
    ],
  });
}

function keyProblems(calls: readonly Call[]): readonly Problem[] {
  const seen = new Set<string>();
  return calls.flatMap(({ callKey }, index) => {
    if (!seen.has(callKey)) {
      seen.add(callKey);
      return [];
    }
    const path = `calls[${index}].callKey`;
    return [problem({ code: "ID_TWICE", path, message: `${path}: ${callKey} is an earlier call's key too` })];
  });
}
