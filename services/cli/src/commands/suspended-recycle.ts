import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer } from "../output.ts";
import { recycleCalls } from "../steps/recycle-calls.ts";

export function addSuspendedRecycle(suspended: Command, { withStore }: Runner): void {
  suspended
    .command("recycle")
    .option("--reason <code>", "only calls suspended for this reason")
    .description(
      "Rate again the calls that were suspended at rating, after an owner, a plan or a deck was corrected.",
    )
    .addHelpText("after", "\nExample:\n  tollwright suspended recycle --reason NO_OWNER")
    .action((options: { reason?: string }) =>
      withStore(async (context) => {
        const counts = await recycleCalls(context, options.reason ?? null);
        answer(context.output, {
          json: counts,
          people: `${counts.rated} rated, ${counts.free} free, ${counts.suspendedAtRating} still suspended`,
        });
        return undefined;
      }),
    );
}
