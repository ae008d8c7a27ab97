import type { Consumer } from "kafkajs";
import type { Places } from "./places.ts";

const MILLISECONDS_BETWEEN_COMMITS = 1_000;

export type LagTeller = { readonly tell: () => Promise<void>; readonly end: () => void };

/** The broker's own offsets: for whoever looks at lag with the tools of Kafka, now and then, and never read by us. */
export function lagTeller(
  consumer: Pick<Consumer, "commitOffsets">,
  { topic, places }: { readonly topic: string; readonly places: Pick<Places, "held"> },
): LagTeller {
  let told = new Map<number, bigint>();
  const tell = async (): Promise<void> => {
    const stored = new Map(
      places.held().flatMap((place) => (place.stored === null ? [] : [[place.partition, place.stored]])),
    );
    const news = [...stored].filter(([partition, offset]) => told.get(partition) !== offset);
    if (news.length === 0) return;
    told = stored;
    await consumer
      .commitOffsets(news.map(([partition, offset]) => ({ topic, partition, offset: String(offset) })))
      .catch(() => undefined); // a lag that is shown late harms nobody
  };
  const timer = setInterval(() => void tell(), MILLISECONDS_BETWEEN_COMMITS);
  return { tell, end: () => clearInterval(timer) };
}
