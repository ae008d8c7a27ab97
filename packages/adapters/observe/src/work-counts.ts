import { AggregatorRegistry, Counter, Histogram, Registry } from "prom-client";

/** What one thread counts as it works. */
export type WorkCounts = {
  /** Calls are durable, by what became of them, after a storing transaction of so many seconds. */
  readonly storedCalls: (
    outcomes: Readonly<Record<string, number>>,
    options: { readonly storingSeconds: number },
  ) => void;
  /** Of one batch, from being handed over until it is durable, whatever was tried again meanwhile. */
  readonly batchTook: (seconds: number) => void;
  /** Records that were taken in, by what became of them when they were read. */
  readonly tookRecords: (source: string, records: Readonly<Record<string, number>>) => void;
  /** As it stands now, so that another thread can show it. */
  readonly values: () => Promise<CountValues>;
};

/** The library's own form of counts, which can be copied. */
export type CountValues = readonly object[];

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function workCounts(): WorkCounts {
  const registry = new Registry();
  const registers = [registry];
  const calls = new Counter({
    ...{ name: "tollwright_calls_stored_total", help: "Calls stored, by what became of them.", registers },
    labelNames: ["outcome"],
  });
  const batches = new Histogram({
    ...{
      name: "tollwright_batch_seconds",
      help: "From a batch's being handed over until it is durable.",
      registers,
    },
    buckets: SECONDS,
  });
  const storing = new Histogram({
    ...{ name: "tollwright_storing_seconds", help: "Of one storing transaction.", registers },
    buckets: SECONDS,
  });
  const records = new Counter({
    ...{ name: "tollwright_records_total", help: "Records read, by source and what they became.", registers },
    labelNames: ["source", "outcome"],
  });
  return {
    storedCalls(outcomes, { storingSeconds }) {
      for (const [outcome, count] of Object.entries(outcomes)) calls.inc({ outcome }, count);
      storing.observe(storingSeconds);
    },
    batchTook: (seconds) => batches.observe(seconds),
    tookRecords(source, became) {
      for (const [outcome, count] of Object.entries(became)) records.inc({ source, outcome }, count);
    },
    values: () => registry.getMetricsAsJSON(),
  };
}

/** Counts of several threads, added up, as Prometheus reads them. */
export function countsText(ofThreads: readonly CountValues[]): Promise<string> {
  return AggregatorRegistry.aggregate(ofThreads.map((values) => [...values])).metrics();
}
