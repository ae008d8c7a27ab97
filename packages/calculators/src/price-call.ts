import { CivilDate, parseInstant } from "@tollwright/calendar";
import { PositiveDecimalText } from "@tollwright/money";
import { ok, type Result } from "@tollwright/problem";
import { CallRate, type PricedCall, priceCall, rateFields, Seconds, selectRow } from "@tollwright/rating";
import { z } from "zod";
import { type Answer, calculator } from "./calculator.ts";

/** A rate whose price of a minute may stand in its rows instead. */
const partialRate = { ...rateFields, ratePerMinute: PositiveDecimalText.nullish() };

const Row = z.strictObject({
  ...partialRate,
  /** Digits; the empty text fits every destination. */
  prefix: z.string().regex(/^\d{0,20}$/, "digits, or the empty text"),
  from: CivilDate.nullish(),
  until: CivilDate.nullish(),
});

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
    rate: z.strictObject({ ...partialRate, rows: z.array(Row).min(1).nullish() }),
  })
  .check((context) => {
    for (const [path, message] of missing(context.value)) {
      context.issues.push({ code: "custom", path, message, input: context.value });
    }
  });
type Request = z.output<typeof Request>;

/** Fields that may be left out only where another one is there. */
function missing({
  call,
  rate,
}: Request): readonly (readonly [path: (string | number)[], message: string])[] {
  if (rate.rows == null) {
    return rate.ratePerMinute == null ? [[["rate", "ratePerMinute"], "the price of a minute is needed"]] : [];
  }
  const problems: [(string | number)[], string][] = [];
  if (call.destination == null) problems.push([["call", "destination"], "needed to choose among rate.rows"]);
  const isDated = rate.rows.some((row) => row.from != null || row.until != null);
  if (isDated && call.answeredAt == null) {
    problems.push([["call", "answeredAt"], "needed to choose among dated rows"]);
  }
  for (const [index, row] of rate.rows.entries()) {
    const at = ["rate", "rows", index];
    if ((row.ratePerMinute ?? rate.ratePerMinute) == null) {
      problems.push([[...at, "ratePerMinute"], "the price of a minute is needed, here or in the rate"]);
    }
    if (row.from != null && row.until != null && row.from >= row.until) {
      problems.push([[...at, "until"], "must be later than from"]);
    }
    const twin = rate.rows.findIndex(
      (other) => other.prefix === row.prefix && (other.from ?? null) === (row.from ?? null),
    );
    if (twin < index) {
      problems.push([at, `has the prefix and the start of rows[${twin}], so nothing says which one wins`]);
    }
  }
  return problems;
}

/** The short form of a tariff, alone or in rows by destination and date. */
export const priceCallCalculator = calculator({
  schema: Request,
  run({ call, rate }): Result<Answer> {
    const { rows, ...common } = rate;
    if (rows == null) return ok(priced(call.seconds, CallRate.parse(common)));
    const destination = (call.destination ?? "").replace("+", "");
    const answeredAt = call.answeredAt == null ? null : parseInstant(call.answeredAt);
    const chosen = selectRow(rows, { destination, answeredAt });
    if (!chosen.ok) return chosen;
    const { prefix, from, until, ...own } = chosen.value;
    const { result, explanation } = priced(call.seconds, CallRate.parse({ ...common, ...present(own) }));
    return ok({
      result: { ...result, row: { prefix, from: from ?? null, until: until ?? null } },
      explanation: [rowText(destination, chosen.value), ...explanation],
    });
  },
});

type Priced = { readonly result: Omit<PricedCall, "explanation">; readonly explanation: readonly string[] };

function priced(seconds: Seconds, rate: CallRate): Priced {
  const { explanation, ...result } = priceCall({ seconds, rate });
  return { result, explanation };
}

/** What a row states; what it leaves out is the rate's. */
function present(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value != null));
}

function rowText(destination: string, row: z.output<typeof Row>): string {
  const prefix = row.prefix === "" ? "the empty prefix, which fits all" : `prefix ${row.prefix}`;
  return `${destination} goes by ${prefix}, from ${row.from ?? "ever"} until ${row.until ?? "further notice"}.`;
}
