import type { Problem } from "@tollwright/problem";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { failureProblem } from "../failure.ts";
import { answer, type Output, printable } from "../output.ts";
import { checkBrokers } from "../steps/check-brokers.ts";
import { checkDatabase } from "../steps/check-database.ts";
import { type Check, wrong } from "../steps/checks.ts";

export function addDoctor(program: Command, { withStoreAsItIs, plain }: Runner): void {
  program
    .command("doctor")
    .description(
      "Look at a set-up and name what is wrong with it: database, clock, schema, versions, brokers, topics. Nothing is changed.",
    )
    .addHelpText(
      "after",
      `
Example:
  DATABASE_URL=postgresql://tollwright@db/tollwright KAFKA_BROKERS=kafka-1:9092 tollwright doctor`,
    )
    .action(async () => {
      const checks: Check[] = [];
      try {
        await withStoreAsItIs(async ({ database, clock, kafka }) => {
          checks.push(...(await checkDatabase({ database, clock })));
          const hasSchema = checks.every(({ name, problem }) => name !== "schema" || problem === null);
          const isSuited = checks.some(({ name }) => name === "schema");
          checks.push(...(await checkBrokers(kafka?.env ?? {}, hasSchema && isSuited ? database : null)));
          return undefined;
        });
      } catch (error) {
        const failure = failureProblem(error);
        if (failure === null) throw error;
        checks.push(wrong("database", failure), ...(await checkBrokers(process.env, null)));
      }
      await plain(async (output) => tell(output, checks));
    });
}

function tell(output: Output, checks: readonly Check[]): { problems: readonly Problem[]; told: true } {
  const problems = checks.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  answer(output, {
    json: { healthy: problems.length === 0, checks },
    people: checks.map(lineOf).join("\n"),
  });
  return { problems, told: true };
}

/** `WRONG  clock     2026-05-01T06:00:00Z here, … CLOCK_OFF: let both machines …` */
function lineOf({ name, found, problem }: Check): string {
  const start = `${problem === null ? "ok   " : "WRONG"}  ${name.padEnd(8)}  ${found}`;
  return printable(problem === null ? start : `${start}  [${problem.code}] ${problem.wayOut}`);
}
