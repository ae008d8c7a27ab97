import {
  advanceCharges,
  type ChannelPeak,
  type Charge,
  dueCharges,
  type UsageLine,
} from "@tollwright/billing";
import { CivilDate, civilDate, parseInstant, startOfDay } from "@tollwright/calendar";
import { Account, checkInventory } from "@tollwright/inventory";
import { DecimalText, exact, PositiveDecimalText, sum, toFixedText } from "@tollwright/money";
import { fail, ok, type Problem, pathText, problem, type Result } from "@tollwright/problem";
import { PricePlan } from "@tollwright/rate-card";
import { z } from "zod";
import { type Answer, calculator } from "./calculator.ts";
import { BilledPeriod, periodProblems } from "./fields.ts";

const Word = z.string().min(1);
const ADDRESS = { lines: ["-"], city: "-", state: "ZZ", postalCode: "-", country: "US" };
const FOREVER = { from: civilDate("1900-01-01"), until: null };
const MAIN = {
  id: "main",
  name: "Main",
  address: ADDRESS,
  place: { country: "US", state: "ZZ" },
  ...FOREVER,
};

/** An account as its file has it; what no amount depends on may be left out. */
const AccountFields = Account.extend({
  id: Account.shape.id.default("account"),
  name: Word.default("Account"),
  legalEntity: Word.default("entity"),
  billingAddress: Account.shape.billingAddress.prefault(ADDRESS),
  zone: Account.shape.zone.default("UTC"),
  /** The first plan of the request, on all days, where left out. */
  plans: Account.shape.plans.optional(),
  /** One location `main` where left out. */
  locations: Account.shape.locations.prefault([MAIN]),
  defaultLocation: Word.default(MAIN.id),
});

const Usage = z.strictObject({
  product: Word,
  plan: Word.nullish(),
  callClass: Word.nullish(),
  location: Word.nullish(),
  calls: z.int().min(0).nullish(),
  billedSeconds: PositiveDecimalText.nullish(),
  /** The exact sum of the calls' charges. */
  charge: DecimalText,
});

const Peak = z.strictObject({
  trunkGroup: Word,
  measured: z.int().min(0),
  at: z.string().refine((text) => parseInstant(text) !== null, { error: "an instant with a zone" }),
});

const Event = z.strictObject({
  day: CivilDate,
  event: z.enum(["payphoneCall", "cnamDip", "tollFreeDip", "emergencyCall"]),
  lineInformation: Word.nullish(),
  /** Who called 911. */
  number: Word.nullish(),
  location: Word.nullish(),
  calls: z.int().min(0),
});

const Request = z.strictObject({
  account: AccountFields,
  plans: z.array(PricePlan).min(1),
  period: BilledPeriod,
  /** `advance`: what is billed before the period begins. All that the period comes to where left out. */
  timing: z.enum(["all", "advance"]).nullish(),
  usage: z.array(Usage).nullish(),
  /** The most channels in use at one time, of each trunk group. */
  peaks: z.array(Peak).nullish(),
  /** Calls that are something, counted by the day. */
  events: z.array(Event).nullish(),
});
type Request = z.output<typeof Request>;

/** What an account owes for a period, before taxes: the lines of its invoice, by its inventory and plans. */
export const dueCalculator = calculator({
  schema: Request,
  run(request) {
    const account = accountOf(request);
    const problems = [
      ...periodProblems(request.period, "calendarDay"),
      ...checkInventory([account], []).flatMap(({ path, problem }) =>
        path[0] === "legalEntity" ? [] : [{ ...problem, path: pathText(["account", ...path]) }],
      ),
    ];
    if (problems.length > 0) return fail(...problems);
    const wrong = factProblems(request, account);
    if (wrong.length > 0) return fail(...wrong);
    const { plans, period } = request;
    const due =
      request.timing === "advance"
        ? advanceCharges({ account, plans, period })
        : dueCharges({ account, plans, period, ...factsOf(request, account) });
    return answer(due.charges, due.problems);
  },
});

function accountOf({ account, plans }: Request): Account {
  const first = { plan: plans[0]?.id ?? "", ...FOREVER };
  return { ...account, plans: account.plans ?? [first] };
}

/** What was counted belongs to the account and to the period: else it would be left out in silence. */
function factProblems({ peaks, events, period }: Request, account: Account): readonly Problem[] {
  const [from, until] = [startOfDay(period.from, account.zone), startOfDay(period.until, account.zone)];
  const outside = (path: string, at: string): Problem =>
    problem({
      code: "DATE_OUT_OF_PERIOD",
      path,
      message: `${path}: ${at} is not from ${period.from} until ${period.until}`,
    });
  const ofPeaks = (peaks ?? []).flatMap(({ trunkGroup, at }, index): readonly Problem[] => {
    const path = `peaks[${index}]`;
    const instant = parseInstant(at) ?? from;
    const isThere = account.trunkGroups.some(({ id }) => id === trunkGroup);
    const message = `${path}.trunkGroup: the account has no trunk group ${trunkGroup}`;
    return [
      ...(isThere ? [] : [problem({ code: "REFERENCE_UNKNOWN", path: `${path}.trunkGroup`, message })]),
      ...(instant >= from && instant < until ? [] : [outside(`${path}.at`, at)]),
    ];
  });
  const ofEvents = (events ?? []).flatMap(({ day }, index) =>
    day >= period.from && day < period.until ? [] : [outside(`events[${index}].day`, day)],
  );
  return [...ofPeaks, ...ofEvents];
}

function factsOf(request: Request, account: Account) {
  return {
    usage: usageOf(request, account),
    peaks: peaksOf(request, account),
    events: (request.events ?? []).map((event) => ({
      ...event,
      account: account.id,
      location: event.location ?? account.defaultLocation,
      lineInformation: event.lineInformation ?? null,
      number: event.number ?? null,
    })),
  };
}

function usageOf({ usage, plans }: Request, account: Account): readonly UsageLine[] {
  return (usage ?? []).map((line) => ({
    account: account.id,
    location: line.location ?? account.defaultLocation,
    plan: line.plan ?? plans[0]?.id ?? "",
    product: line.product,
    callClass: line.callClass ?? "interstate",
    side: "customer:origin",
    calls: line.calls ?? 0,
    billedSeconds: line.billedSeconds ?? "0",
    charge: line.charge,
  }));
}

function peaksOf({ peaks }: Request, account: Account): readonly ChannelPeak[] {
  return (peaks ?? []).map(({ trunkGroup, measured, at }) => ({
    ...{ account: account.id, trunkGroup, measured, at: parseInstant(at) },
  }));
}

function answer(charges: readonly Charge[], problems: readonly Problem[]): Result<Answer> {
  if (problems.length > 0) return fail(...problems);
  const total = toFixedText(sum(charges.map(({ amount }) => exact(amount))), 2);
  return ok({
    result: { total, charges: charges.map(({ explanation: _sentences, ...charge }) => charge) },
    explanation: [
      ...charges.flatMap(({ key, explanation }) => explanation.map((sentence) => `${key}: ${sentence}`)),
      `The lines add up to ${total}.`,
    ],
  });
}
