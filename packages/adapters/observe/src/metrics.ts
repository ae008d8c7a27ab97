import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { type CountValues, countsText } from "./work-counts.ts";

/** What a process shows of itself. */
export type ProcessMetrics = {
  /** In the text format of Prometheus: what is looked up at this moment, and what each of its threads counted, added up. */
  readonly text: (now: Snapshot, counts: readonly CountValues[]) => Promise<string>;
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

export function processMetrics(): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const show = snapshotGauges(registry);
  return {
    contentType: registry.contentType,
    async text(now, counts) {
      show(now);
      return `${await countsText(counts)}\n${await registry.metrics()}`;
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
