import { inProcessBus } from "@tollwright/bus";
import type { Source } from "@tollwright/cdr";
import { type Incoming, type IngestEvent, type IngestReport, ingest } from "@tollwright/ingester";
import type { KafkaBus } from "@tollwright/kafka";
import {
  ensurePositions,
  knownContents,
  knownSizes,
  positionsOf,
  registerFiles,
  storeIntake,
  versionsOfKind,
} from "@tollwright/postgres";
import { type Problem, ProblemError, problem } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import type { Context } from "../context.ts";
import { openKafka } from "./open-kafka.ts";
import { webhookOf } from "./send-alerts.ts";
import { settleSource } from "./settle-pieces.ts";
import { startEngine } from "./start-engine.ts";
import { alertTeller } from "./tell-alerts.ts";

/** Ingester and rating engine on one machine, ready for as many deliveries as come. */
export type OpenIntake = {
  /**
   * The source as it is in force now: a corrected one counts from the next delivery on.
   *
   * @throws ProblemError SOURCE_UNKNOWN
   */
  readonly source: (id: string) => Promise<Source>;
  /** Resolves when all of it is stored. Stopped at any moment, the same delivery goes on where the books say. */
  readonly take: (delivery: {
    readonly source: Source;
    readonly files: readonly Incoming[];
    readonly log: (event: IngestEvent) => void;
  }) => Promise<IngestReport>;
  /** Whether a delivery is being taken just now. */
  readonly isTaking: () => boolean;
  /** The bus over the brokers; null where calls stay in the process. */
  readonly kafka: KafkaBus | null;
  readonly close: () => Promise<void>;
};

/** One batch is being stored, another beside it where they are of different files, and one is read and priced meanwhile. */
const BATCHES_AT_ONCE = 3;

/**
 * In process, each batch is stored with its position in one transaction. Over a broker it is stored by whatever engine reads it;
 * one of this process has stored all of it when the intake is closed.
 */
export async function openIntake(context: Context): Promise<OpenIntake> {
  const { database, clock, archive, kafka } = context;
  const { tell, finished } = alertTeller(context, webhookOf(process.env));
  const kafkaBus = await openKafkaBus(context);
  const bus = kafkaBus ?? inProcessBus({ atOnce: BATCHES_AT_ONCE });
  if (kafka === undefined || kafka.ratesHere)
    await startEngine(context, { bus, onAlerts: tell }).catch(async (error: unknown) => {
      await bus.close().catch(() => undefined);
      throw error;
    });
  const taken = new Map<string, Source>();
  let inHand = 0;
  const takeIn: OpenIntake["take"] = async (delivery) => {
    taken.set(delivery.source.id, delivery.source);
    const report = await ingest({
      ...delivery,
      bus,
      // On a broker's log nothing may stand behind a batch that has to be sent again.
      atOnce: kafka === undefined ? BATCHES_AT_ONCE : 1,
      ...(context.batchLimits === undefined ? {} : { limits: context.batchLimits }),
      archive,
      clock,
      store: {
        knownSizes: (id) => knownSizes(database, id),
        knownContents: (id, hashes) => knownContents(database, id, hashes),
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
    noteTaken(context, { source: delivery.source.id, report });
    await settleSource(context, { source: delivery.source, onAlerts: tell });
    return report;
  };
  return {
    kafka: kafkaBus,
    isTaking: () => inHand > 0,
    async source(id) {
      const sources = valuesOf(await versionsOfKind(database, "source"), "source");
      const source = sources.find((each) => each.id === id);
      if (source === undefined) throw new ProblemError(sourceUnknown(id, sources));
      return source;
    },
    async take(delivery) {
      inHand += 1;
      try {
        return await takeIn(delivery);
      } finally {
        inHand -= 1;
      }
    },
    async close() {
      await bus.close();
      // Calls that came over a broker may be what pieces were waiting for.
      if (kafka?.ratesHere === true)
        for (const source of taken.values()) await settleSource(context, { source, onAlerts: tell });
      await finished();
    },
  };
}

/** Null where calls stay in the process. */
async function openKafkaBus(context: Context): Promise<KafkaBus | null> {
  const { kafka, output } = context;
  if (kafka === undefined) return null;
  const onStopped = ({ problem: { message } }: ProblemError): void => output.progress(message);
  return openKafka(context, { env: kafka.env, atOnce: 1, onStopped });
}

function noteTaken(
  { metrics, output }: Pick<Context, "metrics" | "output">,
  { source, report }: { readonly source: string; readonly report: IngestReport },
): void {
  const { calls, suspended, ignored } = report.total;
  metrics?.tookRecords(source, { calls, suspended, ignored });
  for (const file of report.files) output.event?.("info", "file taken in", { source, ...file });
}

function sourceUnknown(id: string, sources: readonly Source[]): Problem {
  const known = sources.map((source) => source.id).join(", ");
  return problem({
    code: "SOURCE_UNKNOWN",
    message: `no source ${id} is in force${known === "" ? "" : `; there are ${known}`}`,
  });
}
