import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError, problem } from "@tollwright/problem";
import { type BrokerPorts, brokerSettings, portsIn } from "./broker-settings.ts";
import { brokerJars } from "./jars.ts";
import { findJava } from "./java.ts";

export type Broker = {
  /** As `KAFKA_BROKERS` takes it. */
  readonly address: string;
  readonly pid: number;
  /** In order: what was acknowledged is on disk. */
  readonly stop: () => Promise<void>;
  /** Resolves when the process is gone, however that came. */
  readonly ended: Promise<void>;
  /** The last lines of its log. */
  readonly lastWords: () => string;
};

const POLL_MILLISECONDS = 100;
const LOG_LINES_SHOWN = 20;
/** Quickly there and small: it serves one machine. */
const JAVA_OPTIONS = [
  "-Xms64m",
  "-Xmx512m",
  "-XX:+UseSerialGC",
  "-XX:TieredStopAtLevel=1",
  "-Djava.awt.headless=true",
  "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
];

/**
 * A real Apache Kafka (KRaft, broker and controller in one process) on loopback, with its log in a folder. A folder that was
 * used before keeps its messages and its address.
 *
 * @throws ProblemError BROKER_NOT_STARTED where there is no Java or no jars, or with the end of the broker's log.
 */
export async function startBroker(options: {
  readonly folder: string;
  readonly log: (line: string) => void;
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
}): Promise<Broker> {
  const { env = process.env } = options;
  const folder = resolve(options.folder);
  const found = findJava(env);
  if ("code" in found) throw new ProblemError(found);
  const jars = await brokerJars(env, options.log);
  mkdirSync(folder, { recursive: true });
  const java = { java: found.java, classPath: join(jars, "*") };
  const settings = join(folder, "server.properties");
  const ports = await setUp(folder, settings, {
    ...java,
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  options.log("Starting the broker …");
  const logFile = join(folder, "broker.log");
  const output = openSync(logFile, "a");
  // Its own session: an interrupt typed at the terminal ends our work first, and then we end the broker.
  const child = spawn(found.java, [...JAVA_OPTIONS, "-cp", java.classPath, "kafka.Kafka", settings], {
    cwd: folder,
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  return running(child, ports, logFile);
}

type Java = { readonly java: string; readonly classPath: string; readonly port?: number };

/** Settings and an empty, formatted log, unless they are there. */
async function setUp(
  folder: string,
  settings: string,
  { java, classPath, port }: Java,
): Promise<BrokerPorts> {
  const before = existsSync(settings) ? portsIn(readFileSync(settings, "utf8")) : null;
  if (before !== null && existsSync(join(folder, "log", "meta.properties"))) return before;
  const ports = { broker: port ?? (await freePort()), controller: await freePort() };
  writeFileSync(settings, brokerSettings(folder, ports));
  // One that begins with a dash would be taken for another option.
  const id = randomBytes(16).toString("base64url").replace(/^-/, "A");
  const format = ["kafka.tools.StorageTool", "format", "--standalone", "-t", id, "-c", settings];
  const formatted = spawnSync(java, [...JAVA_OPTIONS, "-cp", classPath, ...format], {
    cwd: folder,
    encoding: "utf8",
  });
  if (formatted.status !== 0) throw notStarted(`${formatted.stdout}${formatted.stderr}`);
  return ports;
}

async function running(child: ChildProcess, ports: BrokerPorts, logFile: string): Promise<Broker> {
  const { pid } = child;
  let isOver = false;
  const ended = new Promise<void>((gone) => {
    for (const event of ["exit", "error"])
      child.once(event, () => {
        isOver = true;
        gone();
      });
  });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  void ended.then(() => process.off("exit", kill));
  while (!(await answers(ports.broker))) {
    if (isOver || pid === undefined) {
      throw notStarted(`The end of ${logFile}:\n${endOf(logFile)}`);
    }
    await sleep(POLL_MILLISECONDS);
  }
  return {
    address: `127.0.0.1:${ports.broker}`,
    pid: pid ?? 0,
    ended,
    lastWords: () => endOf(logFile),
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function endOf(logFile: string): string {
  return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-LOG_LINES_SHOWN).join("\n");
}

function answers(port: number): Promise<boolean> {
  return new Promise((told) => {
    const socket = connect(port, "127.0.0.1");
    const tell = (answer: boolean): void => {
      socket.destroy();
      told(answer);
    };
    socket.once("connect", () => tell(true));
    socket.once("error", () => tell(false));
  });
}

/** Nobody listens on it just now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("a listening socket has a port");
  return address.port;
}

function notStarted(said: string): ProblemError {
  return new ProblemError(
    problem({ code: "BROKER_NOT_STARTED", message: `the broker did not start. ${said.trim()}` }),
  );
}
