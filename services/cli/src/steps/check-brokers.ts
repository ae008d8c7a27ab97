import type { KafkaState } from "@tollwright/kafka";
import { type Database, logsOf, positionsOf } from "@tollwright/postgres";
import { ProblemError, problem } from "@tollwright/problem";
import { counted } from "../output.ts";
import { type Check, right, wrong } from "./checks.ts";

/**
 * The brokers of the environment, their topics, and whether the log fits the books. Nothing is made on the brokers.
 *
 * @param books Null where the database is not to be asked.
 */
export async function checkBrokers(
  env: NodeJS.ProcessEnv,
  books: Database | null,
): Promise<readonly Check[]> {
  const { kafkaSettings, kafkaState } = await import("@tollwright/kafka");
  const settings = kafkaSettings(env);
  if (!settings.ok) return settings.problems.map((each) => wrong("settings", each));
  if (settings.value === null)
    return [right("broker", "none: KAFKA_BROKERS is not set, and calls stay in the process")];
  const positions =
    books === null
      ? null
      : {
          // Looked at, and nothing made: without a row it is 0, and whoever knows no log yet goes on knowing none.
          ensurePositions: () => Promise.resolve(),
          rememberLog: () => Promise.resolve(),
          positionsOf: (ids: readonly string[]) => positionsOf(books, ids),
          logsOf: (ids: readonly string[]) => logsOf(books, ids),
        };
  try {
    return checksOf(await kafkaState(settings.value, positions), { booksAsked: books !== null });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [wrong("broker", error.problem)];
  }
}

function checksOf(state: KafkaState, { booksAsked }: { readonly booksAsked: boolean }): readonly Check[] {
  const isThere = state.topics.every(({ partitions }) => partitions > 0);
  return [
    brokerCheck(state),
    ...state.topics.map(topicCheck),
    ...(state.cut === null ? [] : [wrong("log", state.cut)]),
    ...(state.cut === null && booksAsked && isThere
      ? [right("log", state.hasTopicIds ? FITS : FITS_AS_FAR_AS_TOLD)]
      : []),
    right("engines", `${counted(state.engines, "engine")} in the group`),
  ];
}

const FITS = "fits the books";
/** Kafka before 2.8. */
const FITS_AS_FAR_AS_TOLD =
  "fits the books; these brokers give topics no ids, so that one that was made again and filled beyond the position would not be noticed";

function brokerCheck({ brokers, release }: KafkaState): Check {
  const many = `${counted(brokers, "broker")} of the cluster answer`;
  return right("broker", release === null ? many : `${many}, as Kafka ${release} or later does`);
}

function topicCheck({ topic, partitions, wanted }: KafkaState["topics"][number]): Check {
  if (partitions === 0) return wrong("topic", problem({ code: "TOPIC_MISSING", message: topic }));
  if (partitions >= wanted) return right("topic", `${topic}, ${counted(partitions, "partition")}`);
  const message = `${topic} has ${counted(partitions, "partition")}, and ${wanted} are asked for`;
  return wrong("topic", problem({ code: "TOPIC_PARTITIONS", message }));
}
