import type { AverageCost } from "@tollwright/postgres";
import { grouped, wrapped } from "../output.ts";
import { minutes } from "./minutes.ts";

/** How the amounts at stake were estimated: enough to do one again with a pencil. */
export function averagesText(averages: readonly AverageCost[]): string {
  const each = averages.map(
    ({ source, currency, calls, milliseconds, charge }) =>
      `${source}: ${currency} ${grouped(charge)} for ${minutes(milliseconds)} minutes of ${grouped(calls)} calls`,
  );
  const basis = each.length === 0 ? "no source has rated calls yet" : each.join(" · ");
  return wrapped(
    `At stake is an estimate: the records' seconds × what the newest rated calls of their source cost on average a second (${basis}).`,
    "",
  );
}
