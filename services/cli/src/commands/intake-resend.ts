import { resend } from "@tollwright/ingester";
import { filesInTransit, positionsOf } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted } from "../output.ts";
import { closing } from "../steps/closing.ts";
import { openKafka } from "../steps/open-kafka.ts";
import { rulesInForce } from "../steps/rules-in-force.ts";

export function addIntakeResend(intake: Command, { withStore }: Runner): void {
  intake
    .command("resend")
    .description(
      "Send calls once more that are in transit, out of the archive: for a broker that lost them. What is stored already is not counted twice.",
    )
    .action(() =>
      withStore(async (context) => {
        const { database, archive, output } = context;
        const files = await filesInTransit(database);
        const bus = await openKafka(context, {
          env: context.kafka?.env ?? {},
          atOnce: 1,
          onStopped: () => undefined,
        });
        const { calls, problems } = await closing(bus, async () => {
          const { sources } = await rulesInForce(database);
          return resend({
            ...{ files, sources, archive, bus },
            positionsOf: (ids) => positionsOf(database, ids),
          });
        });
        answer(output, {
          json: { files, calls },
          people: `${counted(calls, "call")} of ${counted(files.length, "file")} sent once more. Next: tollwright rate --once, tollwright audit`,
        });
        return { problems, answered: true };
      }),
    );
}
