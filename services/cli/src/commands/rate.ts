import { type Command, InvalidArgumentError } from "commander";
import type { Runner } from "../command-line.ts";
import { rateInThreads } from "../rate/rate-in-threads.ts";
import { type ObserveOptions, observe, withObserveOptions } from "../steps/observe.ts";

type Options = ObserveOptions & { readonly once: boolean; readonly threads?: number };

export function addRate(program: Command, { untilStopped }: Runner): void {
  withObserveOptions(program.command("rate"))
    .option("--once", "store what is in the topic now, and end", false)
    .option(
      "--threads <n>",
      "engines of this process; default: as many as cores, and no more than partitions",
      threadsOf,
    )
    .description(
      "Run rating engines: take calls from Kafka, rate and store them, until stopped. Start it on as many machines as you like: they share the work.",
    )
    .addHelpText(
      "after",
      `
Example:
  export DATABASE_URL=postgresql://tollwright@db/tollwright KAFKA_BROKERS=kafka-1:9092,kafka-2:9092
  tollwright rate --observe-port 9464              # on each machine that rates
  tollwright ingest --source asterisk-chi Master.csv   # on each machine that reads`,
    )
    .action((options: Options) =>
      untilStopped(async (context, stopping) => {
        const observation = await observe(context, options, { isSubscriber: true });
        const { once, threads = null } = options;
        const now = program.opts<{ readonly now?: string }>().now ?? null;
        try {
          await rateInThreads(observation, { once, threads, now, stopping });
        } finally {
          await observation.close();
        }
        return undefined;
      }),
    );
}

function threadsOf(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("It takes a whole number from 1 to 999.");
  return Number(text);
}
