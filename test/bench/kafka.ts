import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { brokerMissing, startBroker } from "@tollwright/kafka";
import { byTurns, median, roundLines } from "./by-turns.ts";
import { writeCdrFile } from "./cdr-file.ts";
import { type BenchServer, benchServer, inDatabase } from "./database.ts";
import { type DurableRequest, prepare } from "./durable.ts";
import { peakOf, root, run } from "./processes.ts";
import { processorSeconds } from "./processor-time.ts";
import { type Line, printLines, times } from "./report.ts";
import { NOW } from "./switch-source.ts";

/** Engines of one process. */
const THREADS = [1, 2];
const LOOK_MILLISECONDS = 10;
/** Engines follow the switches, and a transaction touches a day or two; of a month in one topic about four. */
const BACKLOG = { from: 0, until: 3 };

/**
 * A topic full of calls → rated, deduplicated, durable rows, by one process with an engine in each thread, against a plain COPY of the same rows (budget: at
 * least half its rate). The time runs from where an engine says that it rates until the last message is stored: processes that
 * run for months do not start again for each batch. The second half of it shows them when the runtime's compiler has done its work.
 */
export async function benchKafka(request: DurableRequest): Promise<void> {
  const missing = brokerMissing(process.env);
  if (missing !== null) {
    process.stdout.write(`\nKafka → durable rows: not measured; ${missing.message}\n`);
    return;
  }
  const { folder, seed, records, stored, rounds } = request;
  mkdirSync(folder);
  // The server may run as another user.
  chmodSync(dirname(folder), 0o711);
  const server = await benchServer(folder);
  const broker = await startBroker({ folder: join(folder, "kafka"), log: () => undefined });
  try {
    await server.create("base");
    await prepare(server, request);
    const file = join(folder, "new.csv");
    await writeCdrFile({ path: file, records, seed, duplicatesInHundred: 1, days: BACKLOG });
    const lines: Line[] = [];
    for (const threads of THREADS)
      lines.push(...(await against(server, { folder, file, threads, rounds, broker: broker.address })));
    printLines(`Kafka → durable rows, ${stored.toLocaleString("en-US")} calls there before`, lines);
  } finally {
    await broker.stop();
    await server.stop();
  }
}

type Trial = {
  readonly folder: string;
  readonly file: string;
  readonly threads: number;
  readonly broker: string;
  readonly rounds: number;
};

async function against(server: BenchServer, trial: Trial): Promise<readonly Line[]> {
  const { folder, file, threads, rounds } = trial;
  const common = ["--data", join(folder, "data-base"), "--now", NOW, "--json"];
  const main = "services/cli/src/main.ts";
  const ours = async (round: number) => {
    const env = {
      DATABASE_URL: server.urlOf("ours"),
      KAFKA_BROKERS: trial.broker,
      KAFKA_TOPIC: `bench-${threads}-${round}`,
      KAFKA_GROUP: `bench-${threads}-${round}`,
    };
    const sent = await run(main, [...common, "ingest", "--source", "asterisk-chi", file], env);
    await inDatabase(env.DATABASE_URL, ({ pool }) => pool.query("checkpoint"));
    const args = [...common, "rate", "--threads", String(threads)];
    const stored = await rated(server, { args, env, messages: Number(JSON.parse(sent.output).total.calls) });
    return { ...stored, sent };
  };
  const taken = await byTurns(server, { folder, rounds, ours });
  const { rows, plain } = taken;
  const what = `ours: out of the topic, ${threads === 1 ? "one thread" : `${threads} threads`}`;
  const halves = taken.ours.map(({ secondHalf }) => secondHalf.seconds / secondHalf.share);
  const whole = median(halves);
  return [
    ...taken.ours.map(({ sent }) => ({ what: "ours: into the topic, by ingest", rows, ...sent })),
    ...roundLines(what, taken, { budget: "≥ 0.5" }),
    {
      what: `${what}, as fast as the second half, median`,
      rows,
      seconds: whole,
      against: `${times(median(plain.map(({ seconds }) => seconds)) / whole)} the rate`,
    },
  ];
}

type Rating = {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly messages: number;
};

type Rated = {
  readonly seconds: number;
  readonly secondHalf: { readonly share: number; readonly seconds: number };
  /** Of the whole process; null where the system does not tell. */
  readonly peakBytes: number | null;
  /** From its start, with loading the program. */
  readonly processorSeconds: number | null;
};

async function rated(server: BenchServer, { args, env, messages }: Rating): Promise<Rated> {
  const engines = spawn(process.execPath, [join(root, "services/cli/src/main.ts"), ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "node"), ...env },
  });
  const ended = once(engines, "close");
  await once(createInterface(engines.stderr), "line");
  const { seconds, half } = await untilStored(server, messages);
  const peakBytes = peakOf(engines.pid);
  const processor = processorSeconds(engines.pid);
  engines.kill("SIGTERM");
  await ended;
  return {
    seconds,
    secondHalf: { share: 1 - half.stored / messages, seconds: seconds - half.seconds },
    peakBytes,
    processorSeconds: processor,
  };
}

type Stored = {
  readonly seconds: number;
  /** What was seen when half of the messages were stored. */
  readonly half: { readonly stored: number; readonly seconds: number };
};

/** From now until all messages are stored. */
function untilStored(server: BenchServer, messages: number): Promise<Stored> {
  const began = performance.now();
  return inDatabase(server.urlOf("ours"), async ({ pool }) => {
    let half: Stored["half"] | null = null;
    for (;;) {
      const { rows } = await pool.query(
        "select coalesce(sum(next), 0) as stored from position where id like 'kafka:%'",
      );
      const seconds = (performance.now() - began) / 1000;
      const stored = Number(rows[0].stored);
      if (stored >= messages / 2) half ??= { stored, seconds };
      if (half !== null && stored >= messages) return { seconds, half };
      await sleep(LOOK_MILLISECONDS);
    }
  });
}
