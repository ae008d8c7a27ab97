import type { KafkaBus } from "@tollwright/kafka";
import { ensurePositions, logsOf, positionsOf, rememberLog } from "@tollwright/postgres";
import { ProblemError, problem } from "@tollwright/problem";
import type { Context } from "../context.ts";

/**
 * The bus over the brokers of the environment. Its library is read here and not before: most commands need no broker.
 *
 * @param options.onStopped Nothing is read any more, for the log was cut (books 4).
 * @throws ProblemError KAFKA_SETTING, BROKER_UNREACHABLE, BROKER_REFUSED, BROKER_UNSUITABLE
 */
export async function openKafka(
  { database, output }: Pick<Context, "database" | "output">,
  options: {
    readonly env: NodeJS.ProcessEnv;
    readonly atOnce: number;
    readonly onStopped: (error: ProblemError) => void;
  },
): Promise<KafkaBus> {
  const { kafkaSettings, openKafkaBus } = await import("@tollwright/kafka");
  const settings = kafkaSettings(options.env);
  if (!settings.ok) throw new ProblemError(settings.problems[0] ?? noBrokers());
  if (settings.value === null) throw new ProblemError(noBrokers());
  return openKafkaBus({
    ...options,
    settings: settings.value,
    log: output.progress,
    positions: {
      ensurePositions: (ids) => ensurePositions(database, ids),
      positionsOf: (ids) => positionsOf(database, ids),
      rememberLog: (ids, log) => rememberLog(database, ids, log),
      logsOf: (ids) => logsOf(database, ids),
    },
  });
}

function noBrokers(): ReturnType<typeof problem> {
  return problem({
    code: "KAFKA_SETTING",
    message: "KAFKA_BROKERS is not set, so there is no broker to read from",
  });
}
