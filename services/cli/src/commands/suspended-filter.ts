import { CivilDate, type Instant, instant } from "@tollwright/calendar";
import type { SetAsideFilter } from "@tollwright/postgres";
import { type Command, InvalidArgumentError, Option } from "commander";

const BUCKETS = ["suspended", "pending", "suspendedAtRating", "conflict", "duplicate", "ignored", "merged"];

export type FilterOptions = {
  readonly bucket?: string;
  readonly reason?: string;
  readonly source?: string;
  readonly file?: string;
  readonly day?: CivilDate | null;
  readonly olderThan?: number;
};

/** The same words wherever records of the desk are chosen. */
export function withFilter(command: Command): Command {
  return command
    .addOption(new Option("--bucket <name>", "one bucket only").choices(BUCKETS))
    .option("--reason <code>", "one reason only")
    .option("--source <id>", "one switch only")
    .option("--file <name>", "one file only: its name, or the beginning of its hash")
    .option("--day <day>", "calls of one day only, by the switch's calendar; or `unknown`", dayOrUnknown)
    .option("--older-than <days>", "set aside more than so many days ago", wholeNumber);
}

const MILLISECONDS_PER_DAY = 86_400_000;

export function filterOf(options: FilterOptions, now: Instant): SetAsideFilter {
  const { bucket, reason, source, file, day, olderThan } = options;
  return {
    ...(bucket === undefined ? {} : { bucket }),
    ...(reason === undefined ? {} : { reason }),
    ...(source === undefined ? {} : { source }),
    ...(file === undefined ? {} : { file }),
    ...(day === undefined ? {} : { day }),
    ...(olderThan === undefined ? {} : { before: instant(now - olderThan * MILLISECONDS_PER_DAY) }),
  };
}

export function isChosen(options: FilterOptions): boolean {
  const { bucket, reason, source, file, day, olderThan } = options;
  return [bucket, reason, source, file, day, olderThan].some((each) => each !== undefined);
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It takes a whole number.");
  return Number(text);
}

/** Numbers of records, as `suspended list` shows them. */
export function recordNumber(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError("It takes the number of a record.");
  return BigInt(text);
}

function dayOrUnknown(text: string): CivilDate | null {
  if (text === "unknown") return null;
  const day = CivilDate.safeParse(text);
  if (!day.success) throw new InvalidArgumentError("It takes a day such as 2026-04-07, or `unknown`.");
  return day.data;
}
