import { ProblemError, problem } from "@tollwright/problem";
import type { KafkaSettings } from "./settings.ts";

/** BROKER_UNREACHABLE, with what the client said of it. */
export function unreachable({ brokers }: Pick<KafkaSettings, "brokers">, cause: unknown): ProblemError {
  const said = cause instanceof Error ? cause.message : String(cause);
  const message = `${brokers.join(", ")}: ${said}`;
  return new ProblemError(problem({ code: "BROKER_UNREACHABLE", message }), { cause });
}
