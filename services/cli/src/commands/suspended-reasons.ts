import { setAsideSummary } from "@tollwright/postgres";
import { type ProblemCode, problemCatalogue } from "@tollwright/problem";
import { type Command, InvalidArgumentError } from "commander";
import type { Runner } from "../command-line.ts";
import { answer } from "../output.ts";
import { waysOut } from "../steps/stake-table.ts";

export function addSuspendedReasons(suspended: Command, { withStore }: Runner): void {
  suspended
    .command("reasons")
    .argument("[code]", "one reason; without it, all that are in the books", knownReason)
    .description("What a reason means, and its way out.")
    .addHelpText("after", "\nExample:\n  tollwright suspended reasons NO_OWNER")
    .action((code: string | undefined) =>
      withStore(async (context) => {
        const found = code === undefined ? await setAsideSummary(context.database) : [{ reason: code }];
        const reasons = [...new Set(found.map(({ reason }) => reason))];
        answer(context.output, {
          json: {
            reasons: reasons.map((reason) => ({ reason, ...problemCatalogue[reason as ProblemCode] })),
          },
          people: reasons.length === 0 ? "Nothing is set aside." : waysOut(found),
        });
        return undefined;
      }),
    );
}

function knownReason(code: string): string {
  if (!(code in problemCatalogue)) throw new InvalidArgumentError("No reason has this code.");
  return code;
}
