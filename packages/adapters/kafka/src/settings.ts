import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { z } from "zod";

/** How to reach the brokers, and what is there for us. */
export type KafkaSettings = {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly tls: ConnectionOptions | null;
  readonly sasl: {
    readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
    readonly username: string;
    readonly password: string;
  } | null;
  readonly topic: string;
  readonly deadLetterTopic: string;
  readonly group: string;
  /** Of topics that we make; those that are there stay as they are. */
  readonly partitions: number;
  /** -1: as many as the brokers say. */
  readonly replicas: number;
  /** An engine that says nothing for so long is taken for dead. */
  readonly sessionMilliseconds: number;
};

const whole = z.string().regex(/^-?\d{1,9}$/, "it takes a whole number");

/** Environment variables, all optional but the first. */
const Environment = z.object({
  KAFKA_BROKERS: z
    .string()
    .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, "it takes host:port, or several with commas"),
  KAFKA_TOPIC: z
    .string()
    .regex(/^[\w.-]{1,200}$/, "it takes letters, digits, dot, dash and underscore")
    .default("tollwright.calls.v1"),
  KAFKA_GROUP: z.string().min(1).default("tollwright.rating-engine"),
  KAFKA_PARTITIONS: whole.default("12"),
  KAFKA_REPLICAS: whole.default("-1"),
  KAFKA_SESSION_MS: whole.default("10000"),
  KAFKA_TLS: z.enum(["true", "false"], "it is true or false").default("false"),
  KAFKA_TLS_CA: z.string().optional(),
  KAFKA_TLS_CERT: z.string().optional(),
  KAFKA_TLS_KEY: z.string().optional(),
  KAFKA_SASL_MECHANISM: z
    .enum(["plain", "scram-sha-256", "scram-sha-512"], "it is plain, scram-sha-256 or scram-sha-512")
    .optional(),
  KAFKA_SASL_USERNAME: z.string().default(""),
  KAFKA_SASL_PASSWORD: z.string().default(""),
});

/**
 * Settings out of environment variables; null where KAFKA_BROKERS is not set, and calls stay in the process.
 *
 * @example `KAFKA_BROKERS=kafka-1:9093,kafka-2:9093 KAFKA_TLS=true KAFKA_SASL_MECHANISM=scram-sha-512 …`
 */
export function kafkaSettings(env: NodeJS.ProcessEnv): Result<KafkaSettings | null> {
  if ((env["KAFKA_BROKERS"] ?? "") === "") return ok(null);
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name.startsWith("KAFKA_") && value !== ""),
  );
  const read = Environment.safeParse(given);
  if (!read.success)
    return fail(...read.error.issues.map(({ path, message }) => settingProblem(path.join("."), message)));
  const { data } = read;
  const tls = tlsOf(data);
  if (!tls.ok) return tls;
  const {
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: username,
    KAFKA_SASL_PASSWORD: password,
  } = data;
  return ok({
    brokers: data.KAFKA_BROKERS.split(","),
    tls: tls.value,
    sasl: mechanism === undefined ? null : { mechanism, username, password },
    topic: data.KAFKA_TOPIC,
    deadLetterTopic: `${data.KAFKA_TOPIC}.dead-letter`,
    group: data.KAFKA_GROUP,
    partitions: Number(data.KAFKA_PARTITIONS),
    replicas: Number(data.KAFKA_REPLICAS),
    sessionMilliseconds: Number(data.KAFKA_SESSION_MS),
  });
}

function tlsOf(data: z.infer<typeof Environment>): Result<ConnectionOptions | null> {
  if (data.KAFKA_TLS === "false") return ok(null);
  const options: ConnectionOptions = {};
  for (const [name, key] of [
    ["KAFKA_TLS_CA", "ca"],
    ["KAFKA_TLS_CERT", "cert"],
    ["KAFKA_TLS_KEY", "key"],
  ] as const) {
    const path = data[name];
    if (path === undefined) continue;
    try {
      options[key] = readFileSync(path);
    } catch (error) {
      return fail(settingProblem(name, error instanceof Error ? error.message : String(error)));
    }
  }
  return ok(options);
}

function settingProblem(name: string, message: string): Problem {
  return problem({ code: "KAFKA_SETTING", message: `${name}: ${message}` });
}
