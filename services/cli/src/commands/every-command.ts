import type { Command } from "commander";
import { runnerOf } from "../command-line.ts";
import { addAlerts } from "./alerts.ts";
import { addApprove } from "./approve.ts";
import { addAudit } from "./audit.ts";
import { addBackup } from "./backup.ts";
import { addCalc } from "./calc.ts";
import { addCalls } from "./calls.ts";
import { addClose } from "./close.ts";
import { addExplain } from "./explain.ts";
import { addExport } from "./export.ts";
import { addGaps } from "./gaps.ts";
import { addIngest } from "./ingest.ts";
import { addIntake } from "./intake.ts";
import { addIssue } from "./issue.ts";
import { addLoad } from "./load.ts";
import { addQuote } from "./quote.ts";
import { addReview } from "./review.ts";
import { addShow } from "./show.ts";
import { addSources } from "./sources.ts";
import { addSuspended } from "./suspended.ts";
import { addUnbilled } from "./unbilled.ts";

/** Every command, in the order in which a month goes. */
export function addEveryCommand(program: Command): void {
  const runner = runnerOf(program);
  addLoad(program, runner);
  addExport(program, runner);
  addSources(program, runner);
  addIngest(program, runner);
  addIntake(program, runner);
  addCalls(program, runner);
  addSuspended(program, runner);
  addAlerts(program, runner);
  addAudit(program, runner);
  addClose(program, runner);
  addReview(program, runner);
  addGaps(program, runner);
  addApprove(program, runner);
  addIssue(program, runner);
  addShow(program, runner);
  addExplain(program, runner);
  addUnbilled(program, runner);
  addQuote(program, runner);
  addCalc(program);
  addBackup(program, runner);
}
