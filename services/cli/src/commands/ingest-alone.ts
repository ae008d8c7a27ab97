import type { Command } from "commander";
import { runnerOf } from "../command-line.ts";
import { addIngest } from "./ingest.ts";

/** `ingest` without the other commands, whose documents and taxes take longer to load than a small file to store. */
export function addIngestAlone(program: Command): void {
  addIngest(program, runnerOf(program));
}
