import type { Instant } from "@tollwright/calendar";
import {
  type Became,
  changesFurtherLeg,
  type JoinedParts,
  joinParts,
  type OpenPiece,
  type PartRecord,
  type PieceGroup,
  type Settlement,
  type Source,
} from "@tollwright/cdr";
import { asideOf, DUPLICATE, MERGED, otherPiece, suspended, type Why } from "./piece-aside.ts";
import { placeBesideCall } from "./place-beside-call.ts";

export type GroupDecision = {
  /** Null: nothing changes for now. */
  readonly settlement: Settlement | null;
  /** The moment of the call's last piece, from which those that go on waiting are counted. */
  readonly waitsSince: Instant;
};

export const MILLISECONDS_PER_HOUR = 3_600_000;

/**
 * What becomes of the pieces with one key (books 3, 5): a call once they make one; merged, duplicate or conflict beside a call
 * that is there; an estimate, or suspended, once their time is over; else they wait. An estimate is completed by its closing
 * piece whenever that comes.
 *
 * @example INVITE in the books and its BYE arriving: the BYE becomes the call, the INVITE is merged.
 */
export function settleGroup(group: PieceGroup, source: Source, now: Instant): GroupDecision {
  const known = new Set([...group.merged, ...group.kept].map(nameOf));
  const isRepeated = (piece: OpenPiece): boolean =>
    known.has(nameOf(piece)) || piece.part.contentHash === group.call?.contentHash;
  const repeated = group.open.filter(isRepeated);
  const fresh = group.open.filter((piece) => !isRepeated(piece));
  const waitsSince = Math.max(...group.open.map(({ part }) => part.at)) as Instant;
  const isOverdue = waitsSince + source.estimateAfterHours * MILLISECONDS_PER_HOUR <= now;
  const placed: Placed = placeFresh({ group: { ...group, open: fresh }, source, isOverdue });
  const takes = [...repeated, ...placed.takes];
  if (takes.length === 0) return { settlement: null, waitsSince };
  const becomes = [...repeated.map((piece) => setAside(piece, DUPLICATE)), ...placed.becomes];
  return { settlement: { takes, becomes }, waitsSince };
}

/** The same piece out of another record. */
function nameOf({ part }: Pick<OpenPiece, "part">): string {
  return `${part.role} ${part.contentHash}`;
}

type Placed = { readonly takes: readonly OpenPiece[]; readonly becomes: readonly Became[] };
type ToPlace = { readonly group: PieceGroup; readonly source: Source; readonly isOverdue: boolean };

const NOTHING: Placed = { takes: [], becomes: [] };

function placeFresh({ group, source, isOverdue }: ToPlace): Placed {
  const { open, merged, kept, call } = group;
  if (open.length === 0) return NOTHING;
  if (call === null) {
    const joined = joinParts({ source, parts: open.map(pieceOf), isOverdue });
    return joined.call === null && !isOverdue ? NOTHING : placed(open, joined);
  }
  if (!call.estimated) {
    const changesLeg = changesFurtherLeg({ source, known: [...merged, ...kept], late: open.map(pieceOf) });
    const whyOf = (piece: OpenPiece): Why =>
      changesLeg(piece) ? otherPiece(piece.part) : placeBesideCall(piece.part, call, source);
    return { takes: open, becomes: open.map((piece) => setAside(piece, whyOf(piece))) };
  }
  return completed({ group: { ...group, call }, source, isOverdue });
}

/** All pieces of a call that is not there yet, each in its place. */
function placed(open: readonly OpenPiece[], joined: JoinedParts): Placed {
  const calls = [joined.call, ...joined.furtherCalls].filter((call) => call !== null);
  const hasStop = open.some(({ part }) => part.role === "stop");
  const stays = new Set(
    open.filter(({ bucket, message }) => bucket === "suspended" && message === joined.fault),
  );
  const staying = new Set([...stays].map(({ record }) => placeOf(record)));
  const becomes = [
    ...calls.map((call) => ({ kind: "call", call }) as const),
    ...placesOf(joined, suspended(joined.fault ?? "", hasStop))
      .filter(([piece]) => !staying.has(placeOf(piece.record)))
      .map(([piece, why]) => setAside(piece, why)),
  ];
  return { takes: open.filter((piece) => !stays.has(piece)), becomes };
}

function placesOf(joined: JoinedParts, faulty: Why): readonly (readonly [PartRecord, Why])[] {
  return [
    ...joined.merged.map((piece) => [piece, MERGED] as const),
    ...joined.waiting.map((piece) => [piece, faulty] as const),
    ...joined.repeated.map((piece) => [piece, DUPLICATE] as const),
    ...joined.conflicting.map((piece) => [piece, otherPiece(piece.part)] as const),
  ];
}

type Estimated = ToPlace & { readonly group: { readonly call: NonNullable<PieceGroup["call"]> } };

/** An estimate, all its pieces and the new ones joined again. */
function completed({ group, source, isOverdue }: Estimated): Placed {
  const { open, merged, kept, call: before } = group;
  const [known, late] = [[...merged, ...kept], open.map(pieceOf)];
  const joined = joinParts({ source, parts: [...known, ...late], isOverdue });
  const call = joined.call;
  if (call === null && !isOverdue) return NOTHING;
  const isNew = new Set(open.map(({ record }) => placeOf(record)));
  const hasStop = open.some(({ part }) => part.role === "stop");
  const changesLeg = changesFurtherLeg({ source, known, late });
  const becomes: Became[] = placesOf(joined, suspended(joined.fault ?? "", hasStop))
    .filter(([piece]) => isNew.has(placeOf(piece.record)))
    .map(([piece, why]) => setAside(piece, changesLeg(piece) ? otherPiece(piece.part) : why));
  // Under these a further leg would stand, which is stored already, or would have been.
  const ofLegs = new Set(joined.furtherCalls.map(({ record }) => placeOf(record)));
  for (const piece of open.filter(({ record }) => ofLegs.has(placeOf(record))))
    becomes.push(setAside(piece, otherPiece(piece.part)));
  if (call !== null) {
    const isMoved = placeOf(call.record) !== placeOf(before.record);
    const stood = kept.find(({ record }) => placeOf(record) === placeOf(before.record));
    const former = isMoved && stood !== undefined ? asideOf(stood, MERGED) : null;
    becomes.push({ kind: "completion", before, call: { ...call, keyDay: before.keyDay }, former });
  }
  return { takes: open, becomes };
}

function pieceOf({ source, callKey, record, keyDay, part }: OpenPiece): PartRecord {
  return { source, callKey, record, keyDay, part };
}

function placeOf({ fileHash, offset }: PartRecord["record"]): string {
  return `${fileHash} ${offset}`;
}

function setAside(piece: PartRecord, why: Why): Became {
  return { kind: "setAside", setAside: asideOf(piece, why) };
}
