import assert from "node:assert";
import { CivilDate, parseInstant } from "@tollwright/calendar";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import {
  hasPeriods,
  isCallRate,
  priceProblems,
  Seconds,
  type Tariff,
  tariffFields,
} from "@tollwright/rate-card";
import { priceCall, priceTariff, selectRow } from "@tollwright/rating";
import { z } from "zod";
import { type Answer, calculator } from "./calculator.ts";
import { FIRST_YEAR_OF_CLOCKS } from "./fields.ts";

const Row = z.strictObject({
  ...tariffFields,
  /** Digits; the empty text, or none, fits every destination. */
  prefix: z
    .string()
    .regex(/^\d{0,20}$/, "digits, or the empty text")
    .nullish()
    .transform((prefix) => prefix ?? ""),
  from: CivilDate.nullish(),
  until: CivilDate.nullish(),
});
type Row = z.output<typeof Row>;

const Request = z
  .strictObject({
    call: z.strictObject({
      seconds: Seconds,
      answeredAt: z
        .string()
        .refine((text) => parseInstant(text) !== null, {
          error: 'an instant with its zone, such as "2026-04-07T14:03:10Z"',
        })
        .nullish(),
      /** Digits in the form of the rows' prefixes; a leading plus sign is dropped. */
      destination: z
        .string()
        .regex(/^\+?\d{1,20}$/, "digits")
        .nullish(),
    }),
    rate: z.strictObject({ ...tariffFields, rows: z.array(Row).nullish() }),
  })
  .check((context) => {
    for (const { path, message } of missing(context.value)) {
      context.issues.push({ code: "custom", path: [...path], message, input: context.value });
    }
  });
type Request = z.output<typeof Request>;

type Missing = { readonly path: readonly (string | number)[]; readonly message: string };

/** Fields that may be left out only where another one is there. */
function missing({ call, rate }: Request): readonly Missing[] {
  const { rows } = rate;
  const tariffs =
    rows == null
      ? [{ at: ["rate"], tariff: rate }]
      : rows.map((row, index) => ({ at: ["rate", "rows", index], tariff: tariffOf(rate, row) }));
  const problems = tariffs.flatMap(({ at, tariff }) =>
    priceProblems(tariff).map(({ path, message }): Missing => ({ path: [...at, ...path], message })),
  );
  const isTimed = tariffs.some(({ tariff }) => tariff.periods?.some(({ when }) => when != null));
  const message = isTimed ? instantProblem(call) : null;
  if (message !== null) problems.push({ path: ["call", "answeredAt"], message });
  return rows == null ? problems : [...problems, ...rowProblems(call, rows)];
}

function instantProblem({ answeredAt }: Request["call"]): string | null {
  if (answeredAt == null) return "needed to choose among periods by time";
  return answeredAt < FIRST_YEAR_OF_CLOCKS
    ? `periods by time are known from ${FIRST_YEAR_OF_CLOCKS} on`
    : null;
}

function rowProblems(call: Request["call"], rows: readonly Row[]): readonly Missing[] {
  const problems: Missing[] = [];
  if (call.destination == null && rows.some(({ prefix }) => prefix !== ""))
    problems.push({ path: ["call", "destination"], message: "needed to choose among rate.rows" });
  const isDated = rows.some((row) => row.from != null || row.until != null);
  if (isDated && call.answeredAt == null)
    problems.push({ path: ["call", "answeredAt"], message: "needed to choose among dated rows" });
  for (const [index, row] of rows.entries()) {
    const path = ["rate", "rows", index];
    if (row.from != null && row.until != null && row.from >= row.until)
      problems.push({ path: [...path, "until"], message: "must be later than from" });
  }
  return problems;
}

/** A tariff, alone or in rows by destination and date. */
export const priceCallCalculator = calculator({
  schema: Request,
  run({ call, rate }): Result<Answer> {
    const { rows, ...common } = rate;
    if (rows == null) return priced(call, common);
    const destination = (call.destination ?? "").replace("+", "");
    const chosen = chosenRow(rows, { destination, answeredAt: instantOf(call) });
    if (!chosen.ok) return chosen;
    const { prefix, from, until } = chosen.value;
    const answer = priced(call, tariffOf(rate, chosen.value));
    if (!answer.ok) return answer;
    const { result, explanation } = answer.value;
    return ok({
      result: { ...result, row: { prefix, from: from ?? null, until: until ?? null } },
      explanation: [rowText(destination, chosen.value), ...explanation],
    });
  },
});

/** The row that goes first; a second one that fits as well is a problem, one that does not fit this call is none. */
function chosenRow(rows: readonly Row[], question: Parameters<typeof selectRow>[1]): Result<Row> {
  const first = selectRow(rows, question);
  if (!first.ok) return first;
  const { value } = first;
  const second = selectRow(
    rows.filter((row) => row !== value),
    question,
  );
  if (!second.ok || !isTwin(second.value, value)) return first;
  const path = `rate.rows[${rows.indexOf(second.value)}]`;
  const message = `${path}: has the prefix and the start of rows[${rows.indexOf(value)}], so nothing says which one wins`;
  return fail(problem({ code: "INVALID_DOCUMENT", path, message }));
}

function isTwin(row: Row, other: Row): boolean {
  return row.prefix === other.prefix && (row.from ?? null) === (other.from ?? null);
}

type Priced = { readonly result: object; readonly explanation: readonly string[] };

function priced(call: Request["call"], tariff: Tariff): Result<Priced> {
  const { seconds } = call;
  assert(hasPeriods(tariff) || isCallRate(tariff), "the schema asks for one of them");
  const answer = hasPeriods(tariff)
    ? priceTariff({ seconds, answeredAt: instantOf(call), tariff })
    : ok(priceCall({ seconds, rate: tariff }));
  if (!answer.ok) return answer;
  const { explanation, ...result } = answer.value;
  return ok({ result, explanation });
}

function instantOf({ answeredAt }: Request["call"]) {
  return answeredAt == null ? null : parseInstant(answeredAt);
}

/** What a row leaves out is the rate's; one that states a price of its own has no other beside it. */
function tariffOf({ rows: _, ...rate }: Request["rate"], row: Row): Tariff {
  const { prefix: _prefix, from: _from, until: _until, ...given } = row;
  const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null));
  if (row.periods != null) return { ...rate, ratePerMinute: null, initialSeconds: null, ...own };
  if (row.ratePerMinute != null) return { ...rate, periods: null, ...own };
  return { ...rate, ...own };
}

function rowText(destination: string, row: Row): string {
  const prefix = row.prefix === "" ? "the empty prefix, which fits all" : `prefix ${row.prefix}`;
  return `${destination} goes by ${prefix}, from ${row.from ?? "ever"} until ${row.until ?? "further notice"}.`;
}
