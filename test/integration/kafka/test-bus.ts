import { type KafkaBus, type KafkaSettings, kafkaSettings, openKafkaBus } from "@tollwright/kafka";
import { type Database, ensurePositions, logsOf, positionsOf, rememberLog } from "@tollwright/postgres";
import type { ProblemError } from "@tollwright/problem";

export const PARTITIONS = 6;

/** As commands read them, for the broker of a test. */
function settingsOf(address: string, env: NodeJS.ProcessEnv = {}): KafkaSettings {
  const settings = kafkaSettings({ KAFKA_BROKERS: address, KAFKA_PARTITIONS: String(PARTITIONS), ...env });
  if (!settings.ok || settings.value === null) throw new Error("the settings are complete");
  return settings.value;
}

/** A bus of the test itself, whose positions are those of a database. */
export function testBus(
  address: string,
  db: Database,
  options: { readonly env?: NodeJS.ProcessEnv; readonly onStopped?: (error: ProblemError) => void } = {},
): Promise<KafkaBus> {
  return openKafkaBus({
    settings: settingsOf(address, options.env),
    log: () => undefined,
    onStopped: options.onStopped ?? (() => undefined),
    positions: {
      ensurePositions: (ids) => ensurePositions(db, ids),
      positionsOf: (ids) => positionsOf(db, ids),
      rememberLog: (ids, log) => rememberLog(db, ids, log),
      logsOf: (ids) => logsOf(db, ids),
    },
  });
}
