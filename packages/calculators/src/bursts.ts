import { type Burst, type Commitment, channelUse, measureBurst, type Sample } from "@tollwright/billing";
import { civilDateIn, instantText, isZone, localText, parseInstant, startOfDay } from "@tollwright/calendar";
import {
  exact,
  multiply,
  PositiveDecimalText,
  RoundingSchema,
  roundedText,
  toText,
  whole,
} from "@tollwright/money";
import { fail, ok, type Problem, problem } from "@tollwright/problem";
import { z } from "zod";
import { calculator } from "./calculator.ts";
import { BilledPeriod, CENTS, periodProblems, roundingText } from "./fields.ts";

const InstantText = z.string().refine((text) => parseInstant(text) !== null, {
  error: 'an instant with its zone, such as "2026-04-07T14:03:10Z"',
});

/** A whole number of channels; as text too. */
const Channels = z
  .union([z.int().min(0).max(1_000_000_000), z.string().regex(/^\d{1,9}$/)], {
    error: "a whole number of channels, such as 24",
  })
  .transform(Number);

const Request = z.strictObject({
  /** Seizure and release. */
  calls: z.array(z.strictObject({ from: InstantText, until: InstantText })),
  period: BilledPeriod,
  /** UTC where it is left out. */
  zone: z
    .string()
    .refine(isZone, { error: 'a zone of the IANA database, such as "America/Chicago"' })
    .nullish(),
  committed: Channels.nullish(),
  measure: z.enum(["peak", "p95FiveMinutes", "perChannelDay"]),
  /** Of one channel (or channel-day) above the committed ones. */
  price: PositiveDecimalText.nullish(),
  rounding: RoundingSchema.nullish(),
});
type Request = z.output<typeof Request>;

/** Channels above the committed ones, counted from calls. */
export const burstsCalculator = calculator({
  schema: Request,
  run(request) {
    const problems = [...periodProblems(request.period, "calendarDay"), ...callProblems(request)];
    if (problems.length > 0) return fail(...problems);
    const zone = request.zone ?? "UTC";
    const from = startOfDay(request.period.from, zone);
    const until = startOfDay(request.period.until, zone);
    const committed = request.committed ?? 0;
    const intervals = request.calls.map((call) => ({
      from: parseInstant(call.from) ?? from,
      until: parseInstant(call.until) ?? from,
    }));
    const use = channelUse({ intervals, from, until });
    const { measure } = request;
    const burst = measureBurst({ use, measure, zone, commitments: [{ from, until, committed }] });
    const rounding = request.rounding ?? CENTS;
    const price = request.price ?? "0";
    const unrounded = multiply(whole(burst.billed), exact(price));
    const amount = roundedText(unrounded, rounding);
    return ok({
      result: {
        measured: burst.measured,
        at: burst.at === null ? null : instantText(burst.at),
        billed: burst.billed,
        amount,
      },
      explanation: [
        ...measuredSentences({ burst, measure, zone, committed }),
        `${burst.billed} × ${price} = ${toText(unrounded)}, ${roundingText(rounding)}: ${amount}.`,
      ],
    });
  },
});

function callProblems({ calls }: Request): readonly Problem[] {
  return calls.flatMap(({ from, until }, index) => {
    const [seized, released] = [parseInstant(from), parseInstant(until)];
    if (seized === null || released === null || seized <= released) return [];
    const path = `calls[${index}]`;
    return [problem({ code: "DATES_REVERSED", path, message: `${path}: released before it was seized` })];
  });
}

function measuredSentences(input: {
  readonly burst: Burst<Commitment>;
  readonly measure: Request["measure"];
  readonly zone: string;
  readonly committed: number;
}): readonly string[] {
  const { burst, measure, zone, committed } = input;
  if (burst.at === null) return ["No channel was in use in the period."];
  const moment = `${localText(burst.at, zone)} (${zone})`;
  const less = `less ${committed} committed: ${burst.billed}.`;
  switch (measure) {
    case "peak":
      return [`At most ${burst.measured} channels in use at one time, first at ${moment}, ${less}`];
    case "p95FiveMinutes": {
      const rank = Math.ceil((burst.samples * 19) / 20);
      return [
        `Of the maxima of ${burst.samples} five-minute slots, in ascending order, that of rank ${rank} is ${burst.measured}, first in the slot of ${moment}, ${less}`,
      ];
    }
    case "perChannelDay":
      return [
        `At most ${burst.measured} channels in use at one time, first at ${moment}.`,
        ...burst.deciding.map((day) => daySentence(day, zone)),
        `Together ${burst.billed} channel-days above ${committed} committed.`,
      ];
  }
}

function daySentence({ from, measured, commitment }: Sample<Commitment>, zone: string): string {
  const { committed } = commitment;
  return `${civilDateIn(from, zone)}: ${measured} - ${committed} = ${measured - committed}.`;
}
