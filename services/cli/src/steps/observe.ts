import type { Part } from "@tollwright/observe";
import { type Command, InvalidArgumentError } from "commander";
import type { Context } from "../context.ts";
import { countsOfThreads, livingParts, type Observed, partsOf, snapshotOf } from "./process-state.ts";

/** Where a lasting command shows how it goes; nothing is shown where no port is given. */
export type ObserveOptions = { readonly observePort?: number; readonly observeHost: string };

export type Observation = {
  /** The context with something to count in. */
  readonly context: Context;
  /** From now on lag is shown, and readiness asks the broker. */
  readonly reads: (observed: Observed) => void;
  readonly close: () => Promise<void>;
};

export function withObserveOptions(command: Command): Command {
  return command
    .option(
      "--observe-port <n>",
      "serve /metrics, /healthz and /readyz there; 0 for any that is free",
      portOf,
    )
    .option("--observe-host <address>", "where to serve them; 127.0.0.1 is this machine alone", "127.0.0.1");
}

export function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError("It takes 0 to 65535.");
  return Number(text);
}

/**
 * Serves metrics and health from the start on: a process that waits for its brokers is alive, and not ready.
 *
 * @throws ProblemError OBSERVE_PORT
 */
export async function observe(
  context: Context,
  { observePort, observeHost }: ObserveOptions,
  { isSubscriber }: { readonly isSubscriber: boolean },
): Promise<Observation> {
  if (observePort === undefined) return { context, reads: () => undefined, close: () => Promise.resolve() };
  const { processMetrics, serveState, workCounts } = await import("@tollwright/observe");
  const metrics = processMetrics();
  const counts = workCounts();
  const ofThreads = countsOfThreads();
  let observed: Observed = { kafka: null, engines: isSubscriber ? [] : null };
  const parts = (): Promise<readonly Part[]> => partsOf(context, observed);
  const server = await serveState(
    { host: observeHost, port: observePort },
    {
      parts,
      alive: () => livingParts(observed),
      async metrics() {
        const snapshot = await snapshotOf(context, { observed, parts: await parts() });
        const text = await metrics.text(snapshot, [await counts.values(), ...(await ofThreads(observed))]);
        return { contentType: metrics.contentType, text };
      },
    },
  );
  context.output.progress(`Metrics and health at ${server.url}/metrics, /healthz, /readyz.`);
  return {
    context: { ...context, metrics: counts },
    reads(more) {
      observed = more;
    },
    close: server.close,
  };
}
