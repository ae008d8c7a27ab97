import { setTimeout as sleep } from "node:timers/promises";
import type { KafkaBus } from "@tollwright/kafka";
import { ProblemError } from "@tollwright/problem";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import type { Context } from "../context.ts";
import { type Observation, type ObserveOptions, observe, withObserveOptions } from "../steps/observe.ts";
import { openKafka } from "../steps/open-kafka.ts";
import { webhookOf } from "../steps/send-alerts.ts";
import { settlePieces } from "../steps/settle-pieces.ts";
import { startEngine } from "../steps/start-engine.ts";
import { alertTeller } from "../steps/tell-alerts.ts";

export function addRate(program: Command, { untilStopped }: Runner): void {
  withObserveOptions(program.command("rate"))
    .option("--once", "store what is in the topic now, and end", false)
    .description(
      "Run a rating engine: take calls from Kafka, rate and store them, until stopped. Start as many as you like: they share the work.",
    )
    .addHelpText(
      "after",
      `
Example:
  export DATABASE_URL=postgresql://tollwright@db/tollwright KAFKA_BROKERS=kafka-1:9092,kafka-2:9092
  tollwright rate --observe-port 9464              # on each machine that rates
  tollwright ingest --source asterisk-chi Master.csv   # on each machine that reads`,
    )
    .action((options: ObserveOptions & { once: boolean }) =>
      untilStopped(async (context, stopping) => {
        const failure = await observed(context, { ...options, stopping });
        return failure === null ? undefined : { problems: [failure.problem] };
      }),
    );
}

/** Deliveries that are stored side by side: while one is rated the others are written. */
const DELIVERIES_AT_ONCE = 3;
const SETTLE_MILLISECONDS = 5_000;
const LOOK_MILLISECONDS = 100;
const REACH_MILLISECONDS = 1_000;

type Rate = { readonly once: boolean; readonly stopping: AbortSignal };

async function observed(context: Context, options: ObserveOptions & Rate): Promise<ProblemError | null> {
  const observation = await observe(context, options, { isSubscriber: true });
  try {
    return await rate(observation, options);
  } finally {
    await observation.close();
  }
}

/** @returns Why the engine stopped by itself, or null where it was asked to. */
async function rate({ context, reads }: Observation, { once, stopping }: Rate): Promise<ProblemError | null> {
  const { output } = context;
  const ended = new AbortController();
  const until = AbortSignal.any([stopping, ended.signal]);
  let failure: ProblemError | null = null;
  const open = (): Promise<KafkaBus> =>
    openKafka(context, {
      env: context.kafka?.env ?? {},
      atOnce: DELIVERIES_AT_ONCE,
      onStopped(error) {
        failure = error;
        ended.abort();
      },
    });
  const bus = await (once ? open() : reached(open, { output, until }));
  if (bus === null) return null;
  reads({ kafka: bus, isSubscriber: true });
  const { tell, finished } = alertTeller(context, webhookOf(process.env));
  await startEngine(context, { bus, onAlerts: tell });
  output.progress("Rating calls as they come; a signal ends it.");
  const settling = settleNowAndThen(context, { until, onAlerts: tell });
  await (once ? allStored(bus, until) : stopped(until));
  ended.abort();
  await settling;
  await bus.close();
  await finished();
  output.progress("Stopped; what came is stored, and what comes waits in the topic.");
  return failure;
}

/** Brokers that are away come back: an engine that starts meanwhile waits for them, as a running one does. Null where it is stopped first. */
async function reached(
  open: () => Promise<KafkaBus>,
  { output, until }: Pick<Context, "output"> & { readonly until: AbortSignal },
): Promise<KafkaBus | null> {
  let told = "";
  while (!until.aborted) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== "BROKER_UNREACHABLE") throw error;
      const { code, message, wayOut } = error.problem;
      if (message !== told)
        output.progress(`${code} ${message}; it is tried again until it answers. ${wayOut}`);
      told = message;
      await sleep(REACH_MILLISECONDS, undefined, { signal: until }).catch(() => undefined);
    }
  }
  return null;
}

/** Pieces of calls join when their calls are there (books 3); a database that is away is asked again the next time. */
async function settleNowAndThen(
  context: Context,
  {
    until,
    onAlerts,
  }: { readonly until: AbortSignal; readonly onAlerts: ReturnType<typeof alertTeller>["tell"] },
): Promise<void> {
  while (!until.aborted) {
    await sleep(SETTLE_MILLISECONDS, undefined, { signal: until }).catch(() => undefined);
    await settlePieces(context, { source: null, onAlerts }).catch((error: unknown) =>
      context.output.progress(
        `pieces of calls wait: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
  }
}

async function stopped(until: AbortSignal): Promise<void> {
  if (!until.aborted) await new Promise((ended) => until.addEventListener("abort", ended, { once: true }));
}

async function allStored(bus: KafkaBus, until: AbortSignal): Promise<void> {
  const ends = new Map((await bus.state()).map(({ partition, end }) => [partition, end]));
  while (!until.aborted) {
    const left = (await bus.state()).filter(({ partition, next }) => next < (ends.get(partition) ?? 0n));
    if (left.length === 0) return;
    await sleep(LOOK_MILLISECONDS);
  }
}
