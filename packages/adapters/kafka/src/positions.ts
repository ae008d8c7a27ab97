/** How far each partition was stored, as the books know it: they move only with what was stored (books 4). */
export type PositionStore = {
  /** Rows at 0 for ids that have none. */
  readonly ensurePositions: (ids: readonly string[]) => Promise<void>;
  readonly positionsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, bigint>>;
};

/** Of a topic on a cluster, by partition: an offset means nothing on another cluster. */
export type TopicPositions = {
  readonly idOf: (partition: number) => string;
  /** Rows are made for partitions that have none. */
  readonly next: (partitions: readonly number[]) => Promise<ReadonlyMap<number, bigint>>;
};

/** @example `kafka:Nz4x…:tollwright.calls.v1:7` */
export function topicPositions(
  store: PositionStore,
  { clusterId, topic }: { readonly clusterId: string; readonly topic: string },
): TopicPositions {
  const idOf = (partition: number): string => `kafka:${clusterId}:${topic}:${partition}`;
  const made = new Set<number>();
  return {
    idOf,
    async next(partitions) {
      const unknown = partitions.filter((partition) => !made.has(partition));
      if (unknown.length > 0) await store.ensurePositions(unknown.map(idOf));
      for (const partition of unknown) made.add(partition);
      const found = await store.positionsOf(partitions.map(idOf));
      return new Map(partitions.map((partition) => [partition, found.get(idOf(partition)) ?? 0n]));
    },
  };
}
