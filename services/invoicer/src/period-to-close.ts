import type { CivilDate, Period } from "@tollwright/calendar";
import { billPeriodOf } from "@tollwright/inventory";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { Closing } from "./closing.ts";
import type { Payer } from "./company.ts";
import { closedPeriod, recordedDays } from "./period-name.ts";

/**
 * The period that a payer and its sites close with a run: the last one on their bill day, which begins where the invoiced ones end.
 * Where the bill day moved it is shorter, or longer by the days in between: no day is on two invoices, and none on none.
 *
 * Problems: `PERIOD_OVERLAPS` where invoices of later days are issued already, or where a site was billed until another day than
 * the others.
 *
 * @example March is invoiced, and bill day 1 becomes 15: the run of April closes 1-15 April. 15 March - 15 April is invoiced, and 15
 * becomes 1: the run of May closes 15 April - 1 June.
 */
export function periodToClose(closing: Pick<Closing, "run" | "recorded">, payer: Payer): Result<Period> {
  const onBillDay = closedPeriod(payer.payer, closing.run);
  const starts = new Set<CivilDate | null>();
  for (const { id, zone } of payer.sites) {
    const ends = (closing.recorded.get(id) ?? [])
      .filter(({ isAdvance }) => !isAdvance)
      .map((recorded) => recordedDays(recorded, zone))
      .filter(
        ({ from, until }) =>
          from < onBillDay.until && !(from === onBillDay.from && until === onBillDay.until),
      )
      .map(({ until }) => until)
      .sort();
    const invoicedUntil = ends.at(-1);
    if (invoicedUntil !== undefined) starts.add(startAfter(invoicedUntil, payer, onBillDay));
  }
  const [start = onBillDay.from] = starts;
  if (starts.size > 1 || start === null) return fail(overlaps(payer, onBillDay));
  return ok(start === onBillDay.from ? onBillDay : { from: start, until: onBillDay.until });
}

/** Null: the whole period is invoiced, by other days. */
function startAfter(invoicedUntil: CivilDate, { payer }: Payer, { from, until }: Period): CivilDate | null {
  if (invoicedUntil >= until) return null;
  if (invoicedUntil >= from) return invoicedUntil;
  const inBetween = billPeriodOf(payer, invoicedUntil);
  // Whole periods in between belong to other runs.
  return inBetween.from !== invoicedUntil && inBetween.until === from ? invoicedUntil : from;
}

function overlaps({ payer }: Payer, { from, until }: Period): Problem {
  return problem({
    code: "PERIOD_OVERLAPS",
    message: `account ${payer.id}: other days of the period from ${from} until ${until} are invoiced for it than for its sites, or all of them`,
  });
}
