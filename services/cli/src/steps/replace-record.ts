import assert from "node:assert";
import { setTimeout } from "node:timers/promises";
import { type Call, legKeyOf, type PartRecord, type Settlement, type Source } from "@tollwright/cdr";
import { archivedPath } from "@tollwright/files";
import { readRecord, replaceCall, replacePiece } from "@tollwright/ingester";
import { callByKey, type OpenConflict, openConflict, storeSettled, versionSet } from "@tollwright/postgres";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import type { Context } from "../context.ts";
import { rulesInForce } from "./rules-in-force.ts";

/** The call as it was, null where there was none, and as it is from now on. */
export type Replaced = { readonly before: Call | null; readonly after: Call };

/**
 * A person decides that a record in conflict is the right one (books 2, 5): it is read again from the archive, by the source as it
 * was when it was read, and rated. What the call was stays on issued invoices; the next close carries the difference (books 12).
 *
 * @returns `RECORD_UNKNOWN` where no open conflict has this number; `RECORD_MAKES_NO_CALL` where its record cannot stand for the call;
 * `RECORD_BUSY` where others held its records for ten seconds.
 */
export async function replaceRecord(
  context: Context,
  { id, by, reason }: { readonly id: bigint; readonly by: string; readonly reason: string },
  pauseMilliseconds = PAUSE_MILLISECONDS,
): Promise<Result<Replaced>> {
  const { database, clock } = context;
  const refused = (message: string) => fail(problem({ code: "RECORD_MAKES_NO_CALL", message }));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await setTimeout(pauseMilliseconds);
    const found = await openConflict(database, id);
    if (found === null)
      return fail(
        problem({ code: "RECORD_UNKNOWN", message: `no open record in conflict has the number ${id}` }),
      );
    if (found.before === null) return refused(`the call that record ${id} is in conflict with is not there`);
    const before = found.before.call;
    const rules = await rulesInForce(database);
    const source = (await sourceThen(context, found)) ?? rules.sources.get(found.record.source);
    if (source === undefined) return refused(`the source ${found.record.source} is not in force`);
    const settlement = await settlementOf(context, { found, before, source });
    if (typeof settlement === "string") return refused(`record ${id}: ${settlement}`);
    const stored = await storeSettled(database, {
      ...rules,
      settlements: [settlement],
      at: clock(),
      decision: { by, reason },
    });
    // Somebody else was quicker, or prices changed: what is there now is looked at afresh.
    if (stored.kind === "staleVersions" || stored.gone > 0) continue;
    return ok(replacedBy(settlement));
  }
  return fail(
    problem({
      code: "RECORD_BUSY",
      message: `another command works with record ${id}, or with others of its call`,
    }),
  );
}

/** Ten seconds in all: longer than a batch of a recycling takes. */
const ATTEMPTS = 40;
const PAUSE_MILLISECONDS = 250;

function replacedBy({ becomes }: Settlement): Replaced {
  const became = becomes.find(({ kind }) => kind === "completion" || kind === "call");
  assert(became !== undefined && became.kind !== "setAside", "a decision makes a call");
  return { before: became.kind === "completion" ? became.before : null, after: became.call };
}

async function sourceThen({ database }: Context, found: OpenConflict): Promise<Source | undefined> {
  if (found.setHash === null) return undefined;
  const only = { kinds: ["source" as const], names: [found.record.source] };
  return valuesOf((await versionSet(database, found.setHash, only)) ?? [], "source")[0];
}

type Deciding = { readonly found: OpenConflict; readonly before: Call; readonly source: Source };

async function settlementOf(context: Context, deciding: Deciding): Promise<Settlement | string> {
  const { found, before, source } = deciding;
  const { record, readAt } = found;
  if (record.part === undefined) {
    const after = await readAgain(context, { source, record: record.record, readAt });
    if (after === null || !("callKey" in after) || "bucket" in after || "part" in after)
      return "the archive has no call at its place";
    return after.callKey === before.callKey
      ? replaceCall({ record, before, after })
      : "it is another call by its source as it was read";
  }
  const piece: PartRecord = { ...record, callKey: before.callKey, part: record.part };
  const { merged, kept } = found.pieces;
  const legs = [before, ...(await furtherLegs(context, [...merged, ...kept, piece]))];
  const missing = legs.filter((leg) => !kept.some((each) => isSameRecord(each, leg)));
  const stands = await Promise.all(missing.map((leg) => standsFor(context, leg, deciding)));
  const pieces = { merged, kept: [...kept, ...stands.filter((each) => each !== null)] };
  return replacePiece({ record, legs, piece, pieces, source });
}

/** The stored calls of an event's channels, beside the first, which has the key of them all. */
async function furtherLegs({ database }: Context, pieces: readonly PartRecord[]): Promise<readonly Call[]> {
  const keys = [...new Set(pieces.map(legKeyOf))].filter((key) => key !== null);
  const known = await Promise.all(keys.map((key) => callByKey(database, key)));
  return known.flatMap((one) => one?.call ?? []);
}

/** The piece under whose record a call is kept is set aside nowhere, where both came in one batch. */
async function standsFor(
  context: Context,
  { record }: Call,
  { found: { before, readAt: foundAt }, source }: Deciding,
): Promise<PartRecord | null> {
  const readAt = before?.readAt ?? foundAt;
  const stands = await readAgain(context, { source, record, readAt });
  return stands !== null && "part" in stands && !("bucket" in stands) ? stands : null;
}

function isSameRecord({ record: left }: PartRecord, { record: right }: Call): boolean {
  return left.fileHash === right.fileHash && left.offset === right.offset;
}

function readAgain(
  { archive }: Context,
  request: Pick<Parameters<typeof readRecord>[0], "source" | "record" | "readAt">,
): ReturnType<typeof readRecord> {
  return readRecord({ ...request, path: archivedPath(archive, request.record.fileHash) });
}
