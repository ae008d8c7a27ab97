import { addDays, type CivilDate, type Period } from "@tollwright/calendar";
import type { Category } from "./profiles.ts";

/** A call that stands in the traffic to show one thing. */
export type Special = {
  readonly day: CivilDate;
  /** The customer's wall clock. */
  readonly at: string;
  readonly ringSeconds: number;
  readonly talkMilliseconds: number;
  readonly category: Category;
  /** E.164 digits, or a short code; drawn where absent. */
  readonly to?: string;
};

/**
 * Around midnight and the month's start. By its answer the first belongs to the month before, the second to the month
 * (its record stands on the day before), the third to the day after the one on which it began.
 */
export function startOfMonth({ from }: Period, category: Category): readonly Special[] {
  const before = addDays(from, -1);
  return [
    { day: before, at: "23:58:10", ringSeconds: 14, talkMilliseconds: 860_000, category },
    { day: before, at: "23:59:48", ringSeconds: 20, talkMilliseconds: 304_500, category },
    { day: addDays(from, 13), at: "23:59:51", ringSeconds: 11, talkMilliseconds: 1_205_250, category },
  ];
}

/** By its answer the first belongs to the month although it ends in the next, the second to the next. */
export function endOfMonth({ until }: Period, category: Category): readonly Special[] {
  const day = addDays(until, -1);
  return [
    { day, at: "23:59:10", ringSeconds: 12, talkMilliseconds: 1_500_000, category },
    { day, at: "23:59:50", ringSeconds: 16, talkMilliseconds: 95_000, category },
  ];
}

/** The address read-back test twice, a call for help, a call of less than a second, and one of nearly three hours. */
export function oddOnes({ from }: Period): readonly Special[] {
  const [test, help, long] = [addDays(from, 6), addDays(from, 15), addDays(from, 7)];
  const emergency = "emergency" as const;
  return [
    { day: test, at: "09:15:00", ringSeconds: 2, talkMilliseconds: 31_000, category: emergency, to: "933" },
    { day: test, at: "09:17:30", ringSeconds: 2, talkMilliseconds: 29_400, category: emergency, to: "933" },
    { day: help, at: "14:41:12", ringSeconds: 3, talkMilliseconds: 214_000, category: emergency, to: "911" },
    { day: test, at: "20:05:00", ringSeconds: 4, talkMilliseconds: 420, category: "local" },
    { day: long, at: "20:10:00", ringSeconds: 5, talkMilliseconds: 10_112_000, category: "interstate" },
  ];
}

/** A country that the demonstration's deck does not name, and a satellite code that it blocks: both got through. */
export function unrated({ from }: Period): readonly Special[] {
  const [day, category] = [addDays(from, 8), "international" as const];
  return [
    { day, at: "19:30:00", ringSeconds: 11, talkMilliseconds: 41_300, category, to: "850219990000" },
    { day, at: "19:40:00", ringSeconds: 13, talkMilliseconds: 33_700, category, to: "881650000000" },
  ];
}

/** One customer calls another's toll-free number: two payers. */
export function tollFreeOnNet({ from }: Period, to: string): readonly Special[] {
  const day = addDays(from, 8);
  return [{ day, at: "20:45:00", ringSeconds: 3, talkMilliseconds: 187_900, category: "tollFreeOnNet", to }];
}
