/** How far each partition was stored, as the books know it: they move only with what was stored (books 4). */
export type PositionStore = {
  /** Rows at 0 for ids that have none. */
  readonly ensurePositions: (ids: readonly string[]) => Promise<void>;
  readonly positionsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, bigint>>;
  /** Which log each counts in, for those that know none yet; what is known stays. */
  readonly rememberLog: (ids: readonly string[], log: string) => Promise<void>;
  /** An id that knows no log is not in the answer. */
  readonly logsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
};

/** Of a topic on a cluster, by partition: an offset means nothing on another cluster. */
export type TopicPositions = {
  readonly idOf: (partition: number) => string;
  /** Rows are made for partitions that have none. */
  readonly next: (partitions: readonly number[]) => Promise<ReadonlyMap<number, bigint>>;
  /**
   * Which topics these partitions were stored from, as the books know them; of those of which they know none it is this one from now on.
   * What was asked once is not asked again.
   */
  readonly topicsOf: (partitions: readonly number[], topicId: string) => Promise<ReadonlySet<string>>;
};

/** @example `kafka:Nz4x…:tollwright.calls.v1:7` */
export function topicPositions(
  store: PositionStore,
  { clusterId, topic }: { readonly clusterId: string; readonly topic: string },
): TopicPositions {
  const idOf = (partition: number): string => `kafka:${clusterId}:${topic}:${partition}`;
  const made = new Set<number>();
  const topics = new Map<number, string>();
  return {
    idOf,
    async next(partitions) {
      const unknown = partitions.filter((partition) => !made.has(partition));
      if (unknown.length > 0) await store.ensurePositions(unknown.map(idOf));
      for (const partition of unknown) made.add(partition);
      const found = await store.positionsOf(partitions.map(idOf));
      return new Map(partitions.map((partition) => [partition, found.get(idOf(partition)) ?? 0n]));
    },
    async topicsOf(partitions, topicId) {
      const unknown = partitions.filter((partition) => !topics.has(partition));
      if (unknown.length > 0) {
        const ids = unknown.map(idOf);
        await store.rememberLog(ids, topicId);
        const found = await store.logsOf(ids);
        for (const partition of unknown) topics.set(partition, found.get(idOf(partition)) ?? topicId);
      }
      return new Set(partitions.map((partition) => topics.get(partition) ?? topicId));
    },
  };
}
