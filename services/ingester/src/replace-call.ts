import {
  type Call,
  joinParts,
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
 * The same for a piece of a call: it takes the place of the opening or the closing one, and the call is joined afresh.
 *
 * @returns what becomes of them; or why they make no call together.
 */
export function replacePiece({
  record,
  before,
  piece,
  pieces: { merged, kept },
  source,
}: Decided & {
  readonly piece: PartRecord;
  readonly pieces: Pieces;
  readonly source: Source;
}): Settlement | string {
  const isReplaced = ({ part: { role } }: PartRecord): boolean =>
    role === piece.part.role && (role === "start" || role === "stop");
  const parts = [...[...merged, ...kept].filter((each) => !isReplaced(each)), piece];
  const { call, fault } = joinParts({ source, parts, isOverdue: true });
  if (call === null) return fault ?? "its pieces make no call";
  const isMoved = !isSameRecord(call, before);
  if (isMoved && !isSameRecord(call, piece)) return "the call would be kept under a third record";
  const stood = kept.find((each) => isSameRecord(each, before));
  const former = stood === undefined ? formerOf(before) : asideOf(stood, REPLACED);
  const replaced = merged.filter(isReplaced);
  const asides = [
    ...replaced.map((each) => asideOf(each, REPLACED)),
    ...(isMoved ? [] : [asideOf(piece, MERGED)]),
  ];
  return {
    takes: [record, ...replaced],
    becomes: [
      { kind: "completion", before, call, former: isMoved ? former : null },
      ...asides.map((setAside) => ({ kind: "setAside", setAside }) as const),
    ],
  };
}

type InFile = { readonly record: Call["record"] };

function isSameRecord({ record: left }: InFile, { record: right }: InFile): boolean {
  return left.fileHash === right.fileHash && left.offset === right.offset;
}

function formerOf({ record, source, keyDay, callKey, billableMilliseconds }: Call): SetAside {
  const { wayOut } = problemCatalogue[REPLACED.reason];
  return { ...REPLACED, wayOut, record, source, keyDay, callKey, milliseconds: billableMilliseconds };
}
