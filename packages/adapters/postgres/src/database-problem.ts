import { type Problem, type ProblemCode, ProblemError, problem } from "@tollwright/problem";
import pg from "pg";
import { sqlState } from "./rows.ts";

const LONGEST_CONNECT_MILLISECONDS = 10_000;

/**
 * Tries a server that somebody named.
 *
 * @throws ProblemError DATABASE_UNREACHABLE, without the password that may stand in the address.
 */
export async function reachDatabase(connectionString: string): Promise<void> {
  try {
    const client = new pg.Client({
      connectionString,
      connectionTimeoutMillis: LONGEST_CONNECT_MILLISECONDS,
    });
    client.on("error", () => undefined); // what goes wrong rejects the call under way
    await client.connect();
    await client.end();
  } catch (cause) {
    const message = `no database answers at ${withoutPassword(connectionString)}: ${said(cause)}`;
    throw new ProblemError(problem({ code: "DATABASE_UNREACHABLE", message }), { cause });
  }
}

function withoutPassword(connectionString: string): string {
  return connectionString
    .replace(/^([a-z]+:\/\/[^/@:]*):[^@]*@/, "$1@")
    .replace(/password=[^&\s]*/g, "password=…");
}

/** A name with several addresses fails with one error for each, and says nothing itself. */
function said(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(said).join("; ");
  return error instanceof Error ? error.message : String(error);
}

/**
 * What a person can mend, out of an error that a query or a connection ended in; null where it is a bug of ours.
 *
 * @example a server that was killed: DATABASE_LOST; `53100` (no space left on its disk): DISK_FULL
 */
export function databaseProblem(error: unknown): Problem | null {
  const code = codeOfState(sqlState(error) ?? "") ?? (isConnectionLost(error) ? "DATABASE_LOST" : null);
  return code === null ? null : problem({ code, message: `the database: ${said(rootOf(error))}` });
}

const CODES: readonly (readonly [prefix: string, code: ProblemCode])[] = [
  ["08", "DATABASE_LOST"], // connection exception
  ["57P", "DATABASE_LOST"], // shut down, crashed, or starting
  ["53100", "DISK_FULL"],
  ["53300", "DATABASE_LOST"], // too many connections
  ["25006", "DATABASE_UNSUITABLE"], // read-only: a standby
  ["42501", "DATABASE_UNSUITABLE"], // rights that are missing
];

function codeOfState(state: string): ProblemCode | null {
  return CODES.find(([prefix]) => state.startsWith(prefix))?.[1] ?? null;
}

const LOST = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOTFOUND", "ETIMEDOUT"];

function isConnectionLost(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, syscall } = at as NodeJS.ErrnoException;
    if (code !== undefined && (LOST.includes(code) || syscall === "connect")) return true;
    if (/^Connection terminated|^Client has encountered a connection error/.test(at.message)) return true;
  }
  return false;
}

function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}
