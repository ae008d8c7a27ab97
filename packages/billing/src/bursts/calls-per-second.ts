import { type Instant, instant } from "@tollwright/calendar";
import type { Maximum } from "./channel-use.ts";

/** When a call took a channel, and the source that says so. */
export type Seizure = { readonly source: string; readonly seizedAt: Instant };

const SECOND_MILLISECONDS = 1000;

/**
 * The most calls seized within one second, wherever that second begins; half-open, so two calls exactly a second apart are
 * never in one. `at` is the first call of the busiest second, of equals the first.
 *
 * @example seized at .000, .400, .999 and 1.000: 3, from .000 (.400 to 1.400 has three as well).
 */
export function callsPerSecond(seizures: readonly Seizure[], period: Period): Maximum {
  const within = seizures.filter(({ seizedAt }) => period.from <= seizedAt && seizedAt < period.until);
  const starts = Float64Array.from(within, ({ seizedAt }) => seizedAt).sort();
  let [measured, at] = [0, 0];
  let first = 0;
  for (const [index, start] of starts.entries()) {
    while (start - (starts[first] ?? start) >= SECOND_MILLISECONDS) first += 1;
    const calls = index - first + 1;
    if (calls > measured) [measured, at] = [calls, starts[first] ?? start];
  }
  return { measured, at: measured === 0 ? null : instant(at) };
}

type Period = { readonly from: Instant; readonly until: Instant };

/**
 * The sources whose calls all begin on whole seconds: how many of them fell within one nobody can say. One that wrote no more
 * calls than are committed cannot have gone above them, and is not asked.
 */
export function wholeSecondSources(seizures: readonly Seizure[], committed: number): readonly string[] {
  const bySource = Map.groupBy(seizures, ({ source }) => source);
  return [...bySource]
    .filter(([, calls]) => calls.length > committed)
    .filter(([, calls]) => calls.every(({ seizedAt }) => seizedAt % SECOND_MILLISECONDS === 0))
    .map(([source]) => source)
    .sort();
}
