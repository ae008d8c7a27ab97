import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { addSuspendedDecisions } from "./suspended-decide.ts";
import { addSuspendedList } from "./suspended-list.ts";
import { addSuspendedReasons } from "./suspended-reasons.ts";
import { addSuspendedRecycling } from "./suspended-recycle.ts";
import { addSuspendedShow } from "./suspended-show.ts";

/** The suspense desk: what waits, what it is worth, why, and the ways out of it. */
export function addSuspended(program: Command, runner: Runner): void {
  const suspended = program
    .command("suspended")
    .description("Records that could not be billed: count them, see them, recycle them, give them up.");
  addSuspendedList(suspended, runner);
  addSuspendedShow(suspended, runner);
  addSuspendedReasons(suspended, runner);
  addSuspendedRecycling(suspended, runner);
  addSuspendedDecisions(suspended, runner);
}
