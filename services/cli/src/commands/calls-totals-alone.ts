import type { Worker } from "node:worker_threads";
import type { Command } from "commander";
import { runnerOf } from "../command-line.ts";
import { addCallsTotals } from "./calls-totals.ts";

/** `calls totals` without its neighbours, which need the store. */
export function addCallsTotalsAlone(program: Command, started: readonly Worker[]): void {
  addCallsTotals(program.command("calls"), runnerOf(program), started);
}
