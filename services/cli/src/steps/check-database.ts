import { type Instant, instantText } from "@tollwright/calendar";
import { countInForce, type Database, databaseState } from "@tollwright/postgres";
import { problem } from "@tollwright/problem";
import { counted } from "../output.ts";
import { type Check, right, wrong } from "./checks.ts";
import { kindsMissing } from "./kinds-missing.ts";

/** The dates of records are judged to the second; machines that take their time from one source are far closer. */
const LONGEST_DIFFERENCE_MILLISECONDS = 2_000;

type Looks = {
  readonly database: Database;
  readonly clock: () => Instant;
  /** What our schema needs, where nothing is said. */
  readonly oldestServer?: number;
};

/** The server, its schema, its clock, and the versions in force. Nothing is changed. */
export async function checkDatabase({ database, clock, ...oldest }: Looks): Promise<readonly Check[]> {
  const before = clock();
  const state = await databaseState(database, oldest);
  const checks = [
    state.problem === null
      ? right("database", `Postgres ${state.version}`)
      : wrong("database", state.problem),
    clockCheck({ ours: before, until: clock(), theirs: state.now }),
  ];
  if (state.problem !== null) return checks;
  const { openMigrations } = state;
  if (openMigrations.length > 0) {
    const message = `${counted(openMigrations.length, "migration")} to be run, from ${openMigrations[0]} on`;
    return [...checks, wrong("schema", problem({ code: "SCHEMA_BEHIND", message }))];
  }
  return [...checks, right("schema", "up to date"), await versionsCheck(database)];
}

/** The server's clock was read between two readings of ours. */
function clockCheck(clocks: {
  readonly ours: Instant;
  readonly until: Instant;
  readonly theirs: Instant;
}): Check {
  const { ours, until, theirs } = clocks;
  const milliseconds = theirs < ours ? theirs - ours : Math.max(0, theirs - until);
  const told = `${instantText(ours)} here, ${instantText(theirs)} on the database server`;
  if (Math.abs(milliseconds) <= LONGEST_DIFFERENCE_MILLISECONDS)
    return right("clock", "that of the database server");
  return wrong("clock", problem({ code: "CLOCK_OFF", message: told }));
}

async function versionsCheck(database: Database): Promise<Check> {
  const inForce = await countInForce(database);
  const missing = kindsMissing(inForce);
  if (missing.length > 0) {
    const message = `none in force of ${missing.join(", ")}`;
    return wrong("versions", problem({ code: "VERSIONS_MISSING", message }));
  }
  const all = [...inForce.values()].reduce((sum, versions) => sum + versions, 0);
  return right(
    "versions",
    `${counted(all, "version")} in force, ${counted(inForce.get("account") ?? 0, "account")} among them`,
  );
}
