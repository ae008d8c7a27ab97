import { CivilDate, isZone } from "@tollwright/calendar";
import { z } from "zod";

export const Zone = z.string().refine(isZone, { error: "a time zone, such as America/Chicago" });

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** A reading of the clock on the wall, `08:00` or `08:00:30`. */
const FromTime = z.string().regex(TIME, 'a time of day, such as "08:00"');
/** The same; the day's end is `00:00` or `24:00`. */
const UntilTime = z.string().refine((text) => TIME.test(text) || /^24:00(:00)?$/.test(text), {
  error: 'a time of day, such as "20:00"',
});

/**
 * Days and times that a price holds: everything that is stated must fit. Days and times are those of clocks and calendars in
 * the zone, so on a night that the clock is changed a time may come twice or never.
 *
 * @example weekdays 1 to 5 from 08:00 until 20:00 in America/Chicago: 19:59:59 on a Friday fits, 20:00 does not.
 */
export const When = z
  .strictObject({
    /** 1 is Monday, 7 Sunday. */
    weekdays: listOf(z.int().min(1).max(7)),
    months: listOf(z.int().min(1).max(12)),
    monthDays: listOf(z.int().min(1).max(31)),
    /** Holidays, and any other single day. */
    dates: listOf(CivilDate),
    fromTime: FromTime.nullish(),
    untilTime: UntilTime.nullish(),
    /** The tariff's zone where left out, else UTC. */
    zone: Zone.nullish(),
  })
  .check((context) => {
    const { fromTime, untilTime } = context.value;
    // A text that is no time has a problem of its own.
    if (![fromTime ?? "00:00", untilTime ?? "00:00"].every((text) => TIME.test(text))) return;
    if (startSecond(fromTime) < endSecond(untilTime)) return;
    const message = "must be later than fromTime: what crosses midnight is two periods";
    context.issues.push({ code: "custom", path: ["untilTime"], message, input: context.value });
  });
export type When = z.infer<typeof When>;

function listOf<T extends z.ZodType>(values: T) {
  return z.array(values).min(1).nullish();
}

const SECONDS_PER_DAY = 86_400;

/** Seconds since midnight on the clock; left out: midnight. */
export function startSecond(fromTime: string | null | undefined): number {
  const [hours = 0, minutes = 0, seconds = 0] = (fromTime ?? "00:00").split(":").map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}

/** The same for an end: midnight is that of the day's end. */
export function endSecond(untilTime: string | null | undefined): number {
  const second = startSecond(untilTime);
  return second === 0 ? SECONDS_PER_DAY : second;
}
