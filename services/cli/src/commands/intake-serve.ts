import { once } from "node:events";
import { startHttpIntake } from "@tollwright/ingester";
import { type Command, InvalidArgumentError } from "commander";
import type { Runner } from "../command-line.ts";
import type { Context } from "../context.ts";
import { failureProblem } from "../failure.ts";
import { counted } from "../output.ts";
import { closing } from "../steps/closing.ts";
import { type ObserveOptions, observe, portOf, withObserveOptions } from "../steps/observe.ts";
import { type OpenIntake, openIntake } from "../steps/open-intake.ts";
import { summingWhenIdle } from "../steps/sum-when-idle.ts";

type Options = ObserveOptions & {
  readonly port: number;
  readonly host: string;
  readonly bodyLimitMib: number;
};

const BYTES_PER_MIB = 1_048_576;

export function addIntakeServe(intake: Command, { untilStopped }: Runner): void {
  withObserveOptions(intake.command("serve"))
    .option("--port <n>", "where to listen; 0 for any that is free", portOf, 8077)
    .option(
      "--host <address>",
      "127.0.0.1 is this machine alone; others need TOLLWRIGHT_INTAKE_TOKEN",
      "127.0.0.1",
    )
    .option("--body-limit-mib <n>", "largest body, unpacked", mebibytes, 16)
    .description(
      "Take records that switches post to /v1/intake/SOURCE: one or many, as they would be in a file, plain, gzip or zstd, or in a FreeSWITCH form.",
    )
    .addHelpText(
      "after",
      `
Example:
  tollwright intake serve --port 8077
  curl --data-binary @Master.csv http://127.0.0.1:8077/v1/intake/asterisk-chi`,
    )
    .action((options: Options) =>
      untilStopped(async (context, stopping) => {
        await serve(context, options, stopping);
        return undefined;
      }),
    );
}

function mebibytes(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("It takes a whole number from 1 to 999.");
  return Number(text);
}

async function serve(given: Context, options: Options, stopping: AbortSignal): Promise<void> {
  const observation = await observe(given, options, { isSubscriber: false });
  await closing(observation, async ({ context, reads }) =>
    closing(await openIntake(context), async (intake) => {
      reads({ kafka: intake.kafka, engines: null });
      const listening = () => listen(context, { intake, options, stopping });
      await summingWhenIdle(context, { stopping, isIdle: () => !intake.isTaking() }, listening);
    }),
  );
}

type Listen = {
  readonly intake: OpenIntake;
  readonly options: Options;
  readonly stopping: AbortSignal;
};

async function listen(context: Context, { intake, options, stopping }: Listen): Promise<void> {
  const { database, clock, output } = context;
  const taken = { posts: 0, records: 0 };
  const { url, close } = await startHttpIntake({
    host: options.host,
    port: options.port,
    token: process.env["TOLLWRIGHT_INTAKE_TOKEN"] || null,
    bodyLimitBytes: options.bodyLimitMib * BYTES_PER_MIB,
    clock,
    log: output.progress,
    problemOf: failureProblem,
    ping: () => database.pool.query("select 1"),
    async take(sourceId, files) {
      const source = await intake.source(sourceId);
      const report = await intake.take({ source, files, log: () => undefined });
      taken.posts += files.length;
      taken.records += report.total.records;
      output.update(`${counted(taken.posts, "post")}, ${counted(taken.records, "record")} stored`);
      return report;
    },
  });
  output.progress(`Listening at ${url}/v1/intake/SOURCE; a signal ends it.`);
  if (!stopping.aborted) await once(stopping, "abort");
  await close();
  output.progress(`Stopped: ${counted(taken.posts, "post")}, ${counted(taken.records, "record")} stored.`);
}
