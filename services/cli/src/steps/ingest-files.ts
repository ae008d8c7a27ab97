import type { Incoming, IngestEvent, IngestReport } from "@tollwright/ingester";
import { fail, ok, type Problem, ProblemError, type Result } from "@tollwright/problem";
import type { Context } from "../context.ts";
import { grouped, type Output } from "../output.ts";
import { closing } from "./closing.ts";
import { openIntake } from "./open-intake.ts";

/** Takes files of one source and ends: what `tollwright ingest` and the demonstration do. */
export async function ingestFiles(
  context: Context,
  { source: sourceId, files }: { readonly source: string; readonly files: readonly Incoming[] },
): Promise<Result<IngestReport>> {
  return closing(await openIntake(context), async (intake) => {
    const source = await intake.source(sourceId).catch(problemOf);
    if ("code" in source) return fail(source);
    return ok(await intake.take({ source, files, log: storyOf(sourceId, context.output) }));
  });
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

/** Batches add up on one line; what went wrong and was tried again stays to be read. */
export function storyOf(source: string, output: Output): (event: IngestEvent) => void {
  let records = 0;
  return (event) => {
    switch (event.kind) {
      case "arrived":
        return output.update(
          `    ${source}: ${grouped(event.files)} of ${grouped(event.filesOf)} files arrived`,
        );
      case "stored":
        records += event.records;
        return output.update(`    ${source}: ${grouped(records)} records rated and stored`);
      case "retry":
        return output.progress(`    ${source}: trying again (${event.message})`);
    }
  };
}
