import {
  alignedPeriod,
  CivilDate,
  dayOfMonth,
  daysBetween,
  overlap,
  type Period,
} from "@tollwright/calendar";
import { fail, ok, problem } from "@tollwright/problem";
import { z } from "zod";
import { calculator } from "./calculator.ts";
import { YEAR_TOO_LATE } from "./fields.ts";

/** Periods go on past the last day asked for. */
const FIRST_YEAR = "0100";

const Request = z
  .strictObject({
    serviceFrom: CivilDate.refine((date) => date >= FIRST_YEAR && date < YEAR_TOO_LATE, {
      error: "a day of the years 100 to 9899",
    }),
    /** Null or left out: still in force. */
    serviceUntil: CivilDate.nullish(),
    targetDate: CivilDate,
    /** Needed with `alignment: "billDay"`; clamped to the last day of a shorter month. */
    billDay: z.int().min(1).max(31).nullish(),
    /** Length of a period; 1 where left out. */
    months: z.int().min(1).max(120).nullish(),
    timing: z.enum(["advance", "arrears"]),
    alignment: z.enum(["billDay", "anniversary"]),
  })
  .refine((request) => request.alignment === "anniversary" || request.billDay != null, {
    path: ["billDay"],
    error: "needed to align periods with it",
  })
  // Some write a service without end as one until 9999-12-31: the other of the two days then ends the list.
  .refine(({ targetDate, serviceUntil }) => [targetDate, serviceUntil ?? targetDate].some(isBillable), {
    path: ["targetDate"],
    error: "the list must end, by this day or by serviceUntil, before the year 9900",
  });
type Request = z.output<typeof Request>;

/** The periods of a recurring charge that are due by a day: in advance when they begin, in arrears when they end. */
export const periodsDueCalculator = calculator({
  schema: Request,
  run(request) {
    const service = { from: request.serviceFrom, until: request.serviceUntil ?? null };
    if (service.until !== null && service.until < service.from) {
      const message = `serviceUntil: ${service.until} lies before serviceFrom ${service.from}`;
      return fail(problem({ code: "DATES_REVERSED", path: "serviceUntil", message }));
    }
    const periods: (Period & { readonly share: string })[] = [];
    for (let index = 0; ; index += 1) {
      const full = fullPeriod(request, index);
      const covered = overlap(service, full);
      if (covered === null || !isDue(covered, request)) break;
      const share = `${daysBetween(covered.from, covered.until)}/${daysBetween(full.from, full.until)}`;
      periods.push({ ...covered, share });
    }
    return ok({
      result: { periods },
      explanation: [
        `${periods.length} periods of ${request.months ?? 1} months, aligned by ${request.alignment}, are due in ${request.timing} by ${request.targetDate}.`,
        ...periods.map(({ from, until, share }) => `${from} until ${until}: ${share} of its full period.`),
      ],
    });
  },
});

function isBillable(day: CivilDate): boolean {
  return day < YEAR_TOO_LATE;
}

function isDue(period: Period, { timing, targetDate }: Request): boolean {
  return (timing === "advance" ? period.from : period.until) <= targetDate;
}

/** The full periods one after another; the first is the one that the service begins in. */
function fullPeriod({ serviceFrom, billDay, months, alignment }: Request, index: number): Period {
  // An anniversary is the bill day that the service began on.
  const day = alignment === "anniversary" ? dayOfMonth(serviceFrom) : (billDay ?? 1);
  return alignedPeriod({ from: serviceFrom, billDay: day, months: months ?? 1, index });
}
