import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What a process counts as it goes. */
export type Metrics = {
  /** Calls are durable, by what became of them, after a storing transaction of so many seconds. */
  readonly storedCalls: (
    outcomes: Readonly<Record<string, number>>,
    options: { readonly storingSeconds: number },
  ) => void;
  /** Of one batch, from being handed over until it is durable, whatever was tried again meanwhile. */
  readonly batchTook: (seconds: number) => void;
  /** Records that were taken in, by what became of them when they were read. */
  readonly tookRecords: (source: string, records: Readonly<Record<string, number>>) => void;
  /** In the text format of Prometheus, with what is looked up at this moment. */
  readonly text: (now: Snapshot) => Promise<string>;
  readonly contentType: string;
};

/** What is looked up when somebody asks. */
export type Snapshot = {
  readonly partitions: readonly PartitionLag[];
  readonly suspended: readonly {
    readonly bucket: string;
    readonly reason: string;
    readonly records: number;
  }[];
  /** 0 where every stored call is rated; null where nobody could be asked. */
  readonly oldestUnratedSeconds: number | null;
  /** Null where nobody could be asked. */
  readonly callsInTransit: number | null;
  readonly parts: readonly { readonly part: string; readonly isReady: boolean }[];
};

type PartitionLag = {
  readonly topic: string;
  readonly partition: number;
  /** Messages that are not in the books. */
  readonly byPosition: bigint;
  /** Messages behind the offset that the group told the broker; null where it told none. */
  readonly byBroker: bigint | null;
};

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function processMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
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
  const show = snapshotGauges(registry);
  return {
    contentType: registry.contentType,
    storedCalls(outcomes, { storingSeconds }) {
      for (const [outcome, count] of Object.entries(outcomes)) calls.inc({ outcome }, count);
      storing.observe(storingSeconds);
    },
    batchTook: (seconds) => batches.observe(seconds),
    tookRecords(source, became) {
      for (const [outcome, count] of Object.entries(became)) records.inc({ source, outcome }, count);
    },
    text(now) {
      show(now);
      return registry.metrics();
    },
  };
}

/** Gauges are set anew each time: what is no longer there is not shown any more. */
function snapshotGauges(registry: Registry): (now: Snapshot) => void {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []): Gauge =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  const place = ["topic", "partition"];
  const positionLag = gauge("tollwright_position_lag_messages", "Messages that are not in the books.", place);
  const brokerLag = gauge(
    "tollwright_broker_lag_messages",
    "Messages behind the group's offset on the broker.",
    place,
  );
  const suspended = gauge("tollwright_suspended_records", "Records that wait for somebody, by reason.", [
    "bucket",
    "reason",
  ]);
  const oldest = gauge(
    "tollwright_oldest_unrated_call_seconds",
    "Since the oldest call began that is stored and not rated; 0 where all are.",
  );
  const inTransit = gauge("tollwright_calls_in_transit", "Calls sent to the broker and not stored yet.");
  const ready = gauge("tollwright_ready", "1 where the part is ready, 0 where it is not.", ["part"]);
  return (now) => {
    for (const each of [positionLag, brokerLag, suspended, oldest, inTransit, ready]) each.reset();
    for (const { topic, partition, byPosition, byBroker } of now.partitions) {
      const labels = { topic, partition: String(partition) };
      positionLag.set(labels, Number(byPosition));
      if (byBroker !== null) brokerLag.set(labels, Number(byBroker));
    }
    for (const { bucket, reason, records } of now.suspended) suspended.set({ bucket, reason }, records);
    oldest.set(now.oldestUnratedSeconds ?? Number.NaN);
    inTransit.set(now.callsInTransit ?? Number.NaN);
    for (const { part, isReady } of now.parts) ready.set({ part }, isReady ? 1 : 0);
  };
}
