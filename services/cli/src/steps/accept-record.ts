import { acceptedCall, type Call } from "@tollwright/cdr";
import { archivedPath } from "@tollwright/files";
import { readRecord } from "@tollwright/ingester";
import { openRecord, storeSettled } from "@tollwright/postgres";
import { fail, ok, type ProblemCode, problem, type Result } from "@tollwright/problem";
import type { Context } from "../context.ts";
import { rulesInForce } from "./rules-in-force.ts";

/**
 * A person says that a record which looks like a stored call, or has its key, is a second, real one (books 1): it becomes a call
 * with a key of its own, is rated, and bills once. Name and reason stay with the record.
 *
 * @returns the call; `RECORD_UNKNOWN` where no such record has this number, or it reads as no call now.
 */
export async function acceptRecord(
  context: Context,
  { id, by, reason }: { readonly id: bigint; readonly by: string; readonly reason: string },
): Promise<Result<Call>> {
  const { database, clock } = context;
  const unknown = (message: string) => fail(problem({ code: "RECORD_UNKNOWN", message }));
  for (;;) {
    const found = await openRecord(database, id);
    if (found === null || !ACCEPTABLE.has(found.record.reason) || found.record.part !== undefined)
      return unknown(`no open record of the reasons ${[...ACCEPTABLE].join(", ")} has the number ${id}`);
    const rules = await rulesInForce(database);
    const call = await callAgain(context, found, rules.sources);
    if (call === null) return unknown(`record ${id} is no call by its source as it is now`);
    const accepted = acceptedCall(call);
    const stored = await storeSettled(database, {
      ...rules,
      settlements: [{ takes: [found.record], becomes: [{ kind: "call", call: accepted }] }],
      at: clock(),
      decision: { by, reason },
    });
    if (stored.kind === "staleVersions") continue;
    return stored.gone === 0 ? ok(accepted) : unknown(`somebody else decided record ${id} meanwhile`);
  }
}

/** Of a call by itself: a switch can give two calls one key, or none. */
const ACCEPTABLE: ReadonlySet<string> = new Set<ProblemCode>([
  "WEAK_DUPLICATE",
  "KEY_CONFLICT",
  "KEY_ON_TWO_DAYS",
]);

async function callAgain(
  { archive }: Context,
  { record, readAt }: NonNullable<Awaited<ReturnType<typeof openRecord>>>,
  sources: Awaited<ReturnType<typeof rulesInForce>>["sources"],
): Promise<Call | null> {
  const source = sources.get(record.source);
  if (source === undefined) return null;
  const path = archivedPath(archive, record.record.fileHash);
  const found = await readRecord({ source, path, readAt, record: record.record });
  return found === null || "bucket" in found || "part" in found ? null : found;
}
