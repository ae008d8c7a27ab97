import {
  type Call,
  joinParts,
  legKeyOf,
  type OpenPiece,
  type OpenRecord,
  type PartRecord,
  type SetAside,
  type Settlement,
  type Source,
} from "@tollwright/cdr";
import { problemCatalogue } from "@tollwright/problem";
import { asideOf, MERGED, type Why } from "./piece-aside.ts";

/** A conflicting record, and the call as it is known now. */
type Decided = { readonly record: OpenRecord; readonly before: Call };

const REPLACED: Why = {
  bucket: "merged",
  reason: "RECORD_REPLACED",
  message: "a person decided that another record of this call is the right one",
};

/**
 * A person decides that a conflicting record is the right one (books 2, 5): the call is what it says from now on, and the record
 * that stood for it is merged into it.
 *
 * @param after The call that the record says.
 * @example a call of 60 s stands, its record of 90 s is decided for: one call of 90 s, and the record of 60 s is merged.
 */
export function replaceCall({ record, before, after }: Decided & { readonly after: Call }): Settlement {
  return {
    takes: [record],
    becomes: [{ kind: "completion", before, call: after, former: formerOf(before) }],
  };
}

/** What the call was joined of: pieces that were merged into it, and that under whose record it is kept. */
type Pieces = { readonly merged: readonly OpenPiece[]; readonly kept: readonly PartRecord[] };

/**
 * The same for a piece of a call: it takes the place of the opening or the closing one, and the call is joined afresh. An event is
 * joined to those that are known, and changes the leg of its channel.
 *
 * @param legs The calls that the pieces make, as they are stored; the first has the key of all of them.
 * @returns what becomes of them; or why they make no call together.
 */
export function replacePiece({
  record,
  legs,
  piece,
  pieces: { merged, kept },
  source,
}: Pick<Decided, "record"> & {
  readonly legs: readonly Call[];
  readonly piece: PartRecord;
  readonly pieces: Pieces;
  readonly source: Source;
}): Settlement | string {
  const isReplaced = ({ part: { role } }: PartRecord): boolean =>
    role === piece.part.role && (role === "start" || role === "stop");
  const parts = [...[...merged, ...kept].filter((each) => !isReplaced(each)), piece];
  const joined = joinParts({ source, parts, isOverdue: true });
  if (joined.call === null) return joined.fault ?? "its pieces make no call";
  const ofItsChannel = joined.furtherCalls.find(({ callKey }) => callKey === legKeyOf(piece));
  const call = ofItsChannel ?? joined.call;
  const before = legs.find(({ callKey }) => callKey === call.callKey);
  const isMoved = before === undefined || !isSameRecord(call, before);
  const out = isMoved ? merged.filter((each) => isSameRecord(call, each)) : [];
  if (isMoved && out.length === 0 && !isSameRecord(call, piece))
    return "the call would be kept under a record that is not its own";
  const replaced = merged.filter(isReplaced);
  const asides = [
    ...replaced.map((each) => asideOf(each, REPLACED)),
    ...(isSameRecord(call, piece) ? [] : [asideOf(piece, MERGED)]),
  ];
  return {
    takes: [record, ...replaced, ...out],
    becomes: [
      before === undefined
        ? { kind: "call", call }
        : { kind: "completion", before, call, former: isMoved ? stoodFor(before, kept, piece) : null },
      ...asides.map((setAside) => ({ kind: "setAside", setAside }) as const),
    ],
  };
}

/** The record that stood for a call, out of the way: an event goes on being part of it, another piece was replaced. */
function stoodFor(before: Call, kept: readonly PartRecord[], { part }: PartRecord): SetAside {
  const stood = kept.find((each) => isSameRecord(each, before));
  if (stood === undefined) return formerOf(before);
  return asideOf(stood, part.role === "event" ? MERGED : REPLACED);
}

type InFile = { readonly record: Call["record"] };

function isSameRecord({ record: left }: InFile, { record: right }: InFile): boolean {
  return left.fileHash === right.fileHash && left.offset === right.offset;
}

function formerOf({ record, source, keyDay, callKey, billableMilliseconds }: Call): SetAside {
  const { wayOut } = problemCatalogue[REPLACED.reason];
  return { ...REPLACED, wayOut, record, source, keyDay, callKey, milliseconds: billableMilliseconds };
}
