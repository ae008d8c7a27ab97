import { addMonths, CivilDate, isZone, monthPeriod, type Period } from "@tollwright/calendar";
import { CommanderError } from "commander";
import { EXIT } from "./output.ts";

/** `--period 2026-04`. Anything else is wrong usage. */
export function periodOf(month: string): Period {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
    throw new CommanderError(EXIT.usage, "period", `--period takes a month such as 2026-04, not ${month}`);
  }
  return monthPeriod(month);
}

/** `--bill-date`, or the day after the period's last. */
export function billDateOf(text: string | undefined, period: Period): CivilDate {
  if (text === undefined) return period.until;
  const day = CivilDate.safeParse(text);
  if (!day.success) {
    throw new CommanderError(
      EXIT.usage,
      "bill-date",
      `--bill-date takes a day such as ${addMonths(period.from, 1)}, not ${text}`,
    );
  }
  return day.data;
}

/** `--zone America/Chicago`. Anything that is no zone is wrong usage. */
export function zoneOf(name: string): string {
  if (isZone(name)) return name;
  throw new CommanderError(
    EXIT.usage,
    "zone",
    `--zone takes a time zone such as America/Chicago, not ${name}`,
  );
}
