import { inProcessBus } from "@tollwright/bus";
import type { Source } from "@tollwright/cdr";
import { type IngestEvent, type IngestReport, ingest } from "@tollwright/ingester";
import {
  ensurePositions,
  knownFiles,
  positionsOf,
  registerFiles,
  storeDelivery,
  storeIntake,
  versionsInForce,
} from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import { startRatingEngine } from "@tollwright/rating-engine";
import type { Context } from "../context.ts";
import { grouped, type Output } from "../output.ts";

/**
 * Ingester and rating engine on one machine: calls are handed over in process, and each batch is stored with its position in
 * one transaction. Stopped at any moment, the same command goes on where the books say.
 */
export async function ingestFiles(
  context: Context,
  { source: sourceId, files }: { readonly source: string; readonly files: readonly string[] },
): Promise<Result<IngestReport>> {
  const { database, clock } = context;
  const { documents } = await versionsInForce(database);
  const sources = valuesOf(documents, "source");
  const source = sources.find(({ id }) => id === sourceId);
  if (source === undefined) return fail(sourceUnknown(sourceId, sources));
  const bus = inProcessBus();
  await startRatingEngine({
    bus,
    clock,
    store: {
      versionsInForce: () => versionsInForce(database),
      storeDelivery: (input) => storeDelivery(database, input),
    },
  });
  const report = await ingest({
    files,
    source,
    bus,
    archive: context.archive,
    clock,
    log: storyOf(sourceId, context.output),
    store: {
      knownFiles: (id) => knownFiles(database, id),
      registerFiles: (deliveries) => registerFiles(database, deliveries),
      ensurePositions: (ids) => ensurePositions(database, ids),
      positionsOf: (ids) => positionsOf(database, ids),
      storeIntake: async (intake, at) => {
        const stored = await storeIntake(database, intake, at);
        if (stored.kind === "positionMoved")
          throw new Error(`position ${stored.id} was moved by another process`);
      },
    },
  });
  await bus.close();
  return ok(report);
}

function sourceUnknown(id: string, sources: readonly Source[]): Problem {
  const known = sources.map((source) => source.id).join(", ");
  return problem({
    code: "SOURCE_UNKNOWN",
    message: `no source ${id} is in force${known === "" ? "" : `; there are ${known}`}`,
  });
}

/** Batches add up on one line; what went wrong and was tried again stays to be read. */
function storyOf(source: string, output: Output): (event: IngestEvent) => void {
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
