import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { KafkaBus } from "@tollwright/kafka";
import { ProblemError } from "@tollwright/problem";
import { startThreads } from "@tollwright/threads";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import type { Observation } from "../steps/observe.ts";
import { openKafka } from "../steps/open-kafka.ts";
import { webhookOf } from "../steps/send-alerts.ts";
import { settlePieces } from "../steps/settle-pieces.ts";
import { sumWhenIdle } from "../steps/sum-when-idle.ts";
import { type AlertTeller, alertTeller } from "../steps/tell-alerts.ts";
import type { EngineState, EngineTold, RateStart } from "./rate-messages.ts";
import { reachBrokers } from "./reach-brokers.ts";
import { writeTold } from "./thread-output.ts";
import { untilAborted } from "./until-aborted.ts";

export type Rate = {
  /** What is in the topic now is stored, and that is all. */
  readonly once: boolean;
  /** Engines of this process; null for as many as have work here. */
  readonly threads: number | null;
  /** The clock, as `--now` names it. */
  readonly now: string | null;
  readonly stopping: AbortSignal;
};

const SETTLE_MILLISECONDS = 5_000;
const LOOK_MILLISECONDS = 100;

/**
 * Rating engines of one process, each in a thread of its own, until they are told to stop. This thread joins pieces of calls, and
 * shows how it all goes.
 *
 * @throws ProblemError KAFKA_SETTING · BROKER_UNREACHABLE with `once` · BROKER_LOG_CUT. Where one thread fails, the others store what they have in hand.
 */
export async function rateInThreads({ context, reads }: Observation, options: Rate): Promise<void> {
  const { output } = context;
  const { once, stopping } = options;
  const env = context.kafka?.env ?? {};
  const open = (): Promise<KafkaBus> => openKafka(context, { env, atOnce: 1, onStopped: () => undefined });
  const bus = await (once ? open() : reachBrokers(open, { output, until: stopping }));
  if (bus === null) return;
  const ended = new AbortController();
  const until = AbortSignal.any([stopping, ended.signal]);
  const alerts = alertTeller(context, webhookOf(process.env));
  try {
    const engines = startThreads<RateStart, "state", EngineState, EngineTold>({
      program: new URL("./rate-thread.ts", import.meta.url),
      count: options.threads ?? (await threadsWithWork(bus)),
      start: {
        connectionString: context.database.connectionString,
        env: { ...process.env, ...env },
        now: options.now,
        isCounted: context.metrics !== undefined,
        hasEvents: output.event !== undefined,
      },
      onTold: tellOn(output),
    });
    reads({ kafka: bus, engines: engines.all });
    const beside = [
      settleNowAndThen(context, { until, onAlerts: alerts.tell }),
      sumWhenIdle(context, { until, isIdle: () => isNothingWaiting(bus) }),
    ];
    try {
      await Promise.race([engines.ended, once ? allStored(bus, until) : untilAborted(until)]);
    } finally {
      ended.abort();
      await engines.stop();
      await Promise.all(beside);
    }
  } finally {
    await bus.close();
    await alerts.finished();
  }
  output.progress("Stopped; what came is stored, and what comes waits in the topic.");
}

/** Each engine takes a core, and needs a partition. */
async function threadsWithWork(bus: KafkaBus): Promise<number> {
  return Math.max(1, Math.min(availableParallelism(), await bus.partitions()));
}

function tellOn(output: Output): (told: EngineTold, number: number) => void {
  let isTold = false;
  return (told, number) => {
    if (told.kind !== "rates") return writeTold(output, told, number);
    if (isTold) return;
    isTold = true;
    output.progress("Rating calls as they come; a signal ends it.");
  };
}

/** Pieces of calls join when their calls are there (books 3); a database that is away is asked again the next time. */
async function settleNowAndThen(
  context: Context,
  { until, onAlerts }: { readonly until: AbortSignal; readonly onAlerts: AlertTeller["tell"] },
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

async function isNothingWaiting(bus: KafkaBus): Promise<boolean> {
  return (await bus.state()).every(({ next, end }) => next >= end);
}

/** @throws ProblemError BROKER_LOG_CUT; what passes, such as a broker that is just taking up a topic, is looked at again. */
async function allStored(bus: KafkaBus, until: AbortSignal): Promise<void> {
  let ends: ReadonlyMap<number, bigint> | null = null;
  while (!until.aborted) {
    try {
      const states = await bus.state();
      ends ??= new Map(states.map(({ partition, end }) => [partition, end]));
      if (states.every(({ partition, next }) => next >= (ends?.get(partition) ?? 0n))) return;
    } catch (error) {
      if (error instanceof ProblemError) throw error;
    }
    await sleep(LOOK_MILLISECONDS);
  }
}
