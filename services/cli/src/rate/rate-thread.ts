import assert from "node:assert";
import type { KafkaBus } from "@tollwright/kafka";
import type { WorkCounts } from "@tollwright/observe";
import { openDatabase } from "@tollwright/postgres";
import type { ProblemError } from "@tollwright/problem";
import { serveThread, type ThreadSide } from "@tollwright/threads";
import { clockOf } from "../clock-of.ts";
import { openKafka } from "../steps/open-kafka.ts";
import { webhookOf } from "../steps/send-alerts.ts";
import { startEngine } from "../steps/start-engine.ts";
import { alertTeller } from "../steps/tell-alerts.ts";
import type { EngineState, EngineTold, RateStart } from "./rate-messages.ts";
import { reachBrokers } from "./reach-brokers.ts";
import { threadOutput } from "./thread-output.ts";
import { untilAborted } from "./until-aborted.ts";

/** Deliveries that are stored side by side: while one is rated the others are written. */
const DELIVERIES_AT_ONCE = 3;
/** One for each of them, and one to look with. */
const CONNECTIONS = DELIVERIES_AT_ONCE + 1;

/** A rating engine in a thread of its own: its own member of the group, its own connections, its own compiled versions. */
serveThread<RateStart, "state", EngineState, EngineTold>((side) => {
  const engine: Engine = { bus: null, counts: null };
  return {
    done: rate(side, engine),
    answer: async () => ({
      isJoined: engine.bus?.isJoined() ?? false,
      counts: (await engine.counts?.values()) ?? null,
    }),
  };
});

/** What there is of it yet. */
type Engine = { bus: KafkaBus | null; counts: WorkCounts | null };

/** @throws ProblemError BROKER_LOG_CUT where it stops by itself. */
async function rate(
  { start, stopping, tell }: ThreadSide<RateStart, EngineTold>,
  engine: Engine,
): Promise<void> {
  const output = threadOutput(tell, start);
  const clock = clockOf(start.now ?? undefined);
  assert(clock !== null, "who started the thread has read it");
  if (start.isCounted) engine.counts = (await import("@tollwright/observe")).workCounts();
  const database = openDatabase(start.connectionString, { connections: CONNECTIONS });
  const context = { database, clock, output, ...(engine.counts === null ? {} : { metrics: engine.counts }) };
  const ended = new AbortController();
  const until = AbortSignal.any([stopping, ended.signal]);
  let failure: ProblemError | null = null;
  const open = (): Promise<KafkaBus> =>
    openKafka(context, {
      env: start.env,
      atOnce: DELIVERIES_AT_ONCE,
      onStopped(error) {
        failure = error;
        ended.abort();
      },
    });
  try {
    engine.bus = await reachBrokers(open, { output, until });
    if (engine.bus === null) return;
    const alerts = alertTeller(context, webhookOf(start.env));
    await startEngine(context, { bus: engine.bus, onAlerts: alerts.tell });
    tell({ kind: "rates" });
    await untilAborted(until);
    await engine.bus.close();
    await alerts.finished();
  } finally {
    await database.close();
  }
  if (failure !== null) throw failure;
}
