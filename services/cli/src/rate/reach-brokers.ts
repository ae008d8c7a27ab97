import { setTimeout as sleep } from "node:timers/promises";
import type { KafkaBus } from "@tollwright/kafka";
import { ProblemError } from "@tollwright/problem";
import type { Output } from "../output.ts";

const REACH_MILLISECONDS = 1_000;

/**
 * Brokers that are away come back: an engine that starts meanwhile waits for them, as a running one does.
 *
 * @returns Null where it is stopped first.
 * @throws What waiting does not mend.
 */
export async function reachBrokers(
  open: () => Promise<KafkaBus>,
  { output, until }: { readonly output: Output; readonly until: AbortSignal },
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
