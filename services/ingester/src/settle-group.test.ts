import { type CivilDate, type Instant, parseInstant } from "@tollwright/calendar";
import {
  type Call,
  joinParts,
  type OpenPiece,
  type PartFacts,
  type PartRecord,
  type PartRole,
  type PieceGroup,
  Source,
} from "@tollwright/cdr";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settleGroup } from "./settle-group.ts";
import { NOTHING_SAID } from "./testing/nothing-said.ts";

const source = Source.parse({ id: "s", description: "A switch.", format: "ribbon-act", zone: "UTC" });
const at = (time: string): Instant => parseInstant(`2026-04-07T${time}Z`) as Instant;
/** 48 hours after 10:05:00, and a millisecond before. */
const OVER = parseInstant("2026-04-09T10:05:00Z") as Instant;
const NOT_YET = (OVER - 1) as Instant;

let count = 0;

/** A piece in a record of its own; what it says is its content. */
function piece(role: PartRole, time: string, facts: Partial<PartFacts> = {}): OpenPiece {
  count += 1;
  return {
    id: BigInt(count),
    bucket: "pending",
    reason: "PART_WAITING",
    message: "",
    wayOut: "",
    source: "s",
    callKey: "k",
    record: { fileHash: "f", offset: count, length: 1, line: 1 },
    keyDay: null,
    milliseconds: facts.billableMilliseconds ?? null,
    part: {
      role,
      contentHash: JSON.stringify([role, time, facts]),
      at: at(time),
      facts: { ...NOTHING_SAID, ...facts },
    },
  };
}

const start = () =>
  piece("start", "10:00:00", {
    keyDay: "2026-04-07" as CivilDate,
    startedAt: at("10:00:00"),
    answeredAt: at("10:00:00"),
  });
const interim = (time = "10:05:00", seconds = 300) =>
  piece("interim", time, { billableMilliseconds: seconds * 1000 });
const stop = (time = "10:15:00") => piece("stop", time, { releasedAt: at(time) });

const pieceOf = ({ source: id, callKey, record, keyDay, part }: OpenPiece): PartRecord => {
  return { source: id, callKey, record, keyDay, part };
};

const NONE: PieceGroup = { callKey: "k", open: [], merged: [], kept: [], call: null };

/** A call that is stored, with its pieces, and others that are new. */
function beside(stored: readonly OpenPiece[], open: readonly OpenPiece[]): PieceGroup {
  const { call, merged } = joinParts({ source, parts: stored.map(pieceOf), isOverdue: true });
  const kept = stored.map(pieceOf).filter(({ record }) => record.offset === call?.record.offset);
  return { ...NONE, open, merged, kept, call };
}

/** What became of the pieces that were taken, in their order: `merged`, `call` and so on. */
function outcomes(group: PieceGroup, now = NOT_YET): readonly string[] {
  const { settlement } = settleGroup(group, source, now);
  const became = new Map<number, string>();
  for (const one of settlement?.becomes ?? []) {
    if (one.kind === "setAside") became.set(one.setAside.record.offset, `${one.setAside.bucket}`);
    else
      became.set(one.call.record.offset, one.kind === "call" && one.call.estimated ? "estimate" : one.kind);
  }
  return group.open.map(({ record }) => became.get(record.offset) ?? "waits");
}

describe("pieces whose call is not there", () => {
  it.each<[string, readonly OpenPiece[], Instant, readonly string[]]>([
    ["both halves", [start(), stop()], NOT_YET, ["merged", "call"]],
    ["the other way round", [stop(), start()], NOT_YET, ["call", "merged"]],
    ["one twice", [start(), start(), stop()], NOT_YET, ["merged", "duplicate", "call"]],
    ["no end yet", [start(), interim()], NOT_YET, ["waits", "waits"]],
    ["no end, and its time is over", [start(), interim()], OVER, ["merged", "estimate"]],
    ["no end, no seconds, its time is over", [start()], OVER, ["suspended"]],
    ["no beginning, its time is over", [piece("stop", "10:05:00")], OVER, ["suspended"]],
    [
      "a second end that differs",
      [start(), stop(), stop("10:16:00")],
      NOT_YET,
      ["merged", "call", "conflict"],
    ],
  ])("%s", (_, open, now, expected) => {
    expect(outcomes({ ...NONE, open }, now)).toEqual(expected);
  });

  it("wait from the moment of their last piece", () => {
    expect(settleGroup({ ...NONE, open: [interim(), start()] }, source, NOT_YET)).toEqual({
      settlement: null,
      waitsSince: at("10:05:00"),
    });
  });

  it("once suspended, are left alone until something comes", () => {
    const [suspended] = [
      { ...start(), bucket: "suspended" as const, message: "no piece says how long the call was" },
    ];
    expect(settleGroup({ ...NONE, open: [suspended] }, source, OVER).settlement).toBeNull();
    expect(outcomes({ ...NONE, open: [suspended, stop()] }, OVER)).toEqual(["merged", "call"]);
  });
});

describe("pieces beside a stored call", () => {
  const call = [start(), stop()];
  it.each<[string, OpenPiece, string]>([
    ["the same opening piece", start(), "duplicate"],
    ["the same closing piece", stop(), "duplicate"],
    ["an interim record", interim(), "merged"],
    ["an opening piece inside the call", piece("start", "10:01:00"), "merged"],
    ["an opening piece behind it", piece("start", "10:15:01"), "conflict"],
    [
      "the same end said by the other side",
      { ...stop(), part: { ...stop().part, contentHash: "x" } },
      "merged",
    ],
    ["another end", stop("10:15:01"), "conflict"],
  ])("%s: %s", (_, open, expected) => {
    expect(outcomes(beside(call, [open]))).toEqual([expected]);
  });

  it("the same closing piece of a call that came whole", () => {
    const group = beside(call, [stop()]);
    expect(outcomes({ ...group, merged: [], kept: [] })).toEqual(["duplicate"]);
  });
});

describe("pieces beside an estimate (books 5)", () => {
  const estimate = [start(), interim()];
  it.each<[string, readonly OpenPiece[], Instant, readonly string[]]>([
    ["its end", [stop()], NOT_YET, ["completion"]],
    ["its end, twice", [stop(), stop()], NOT_YET, ["completion", "duplicate"]],
    ["the interim record that it stands under", [interim()], NOT_YET, ["duplicate"]],
    ["another interim record", [interim("10:10:00", 600)], NOT_YET, ["waits"]],
    ["another interim record, and its time is over", [interim("10:04:00", 240)], OVER, ["merged"]],
    ["an interim record and the end", [interim("10:10:00", 600), stop()], NOT_YET, ["merged", "completion"]],
  ])("%s", (_, open, now, expected) => {
    expect(outcomes(beside(estimate, open), now)).toEqual(expected);
  });

  it("the record that stood for the call becomes a merged piece of it, on its own count", () => {
    const { settlement } = settleGroup(beside(estimate, [stop()]), source, NOT_YET);
    const completion = settlement?.becomes.find(({ kind }) => kind === "completion");
    expect(completion).toMatchObject({
      before: { billableMilliseconds: 300_000, estimated: true },
      call: { billableMilliseconds: 900_000, estimated: false, keyDay: "2026-04-07" },
      former: { bucket: "merged", milliseconds: 300_000, record: estimate[1]?.record },
    });
  });
});

/** Settles pieces one by one as they arrive, as the books would; time is over at each arrival or not. */
function arrive(pieces: readonly OpenPiece[], overdue: readonly boolean[]) {
  let group = NONE;
  pieces.forEach((open, index) => {
    const now = overdue[index] === true ? OVER + 1_000_000_000 : at("10:00:00");
    const { settlement } = settleGroup({ ...group, open: [...group.open, open] }, source, now as Instant);
    group = { ...group, open: [...group.open, open] };
    for (const became of settlement?.becomes ?? []) group = applied(group, became, settlement?.takes ?? []);
    const taken = new Set(settlement?.takes.map(({ id }) => id));
    const again = group.open.filter(({ id }) => !taken.has(id));
    const suspended = (settlement?.becomes ?? []).flatMap((became) => {
      if (became.kind !== "setAside" || became.setAside.bucket !== "suspended") return [];
      const { record, message } = became.setAside;
      const was = settlement?.takes.find((taken) => taken.record === record) as OpenPiece;
      return [{ ...was, bucket: "suspended" as const, message }];
    });
    group = { ...group, open: [...again, ...suspended] };
  });
  return group;
}

type Became = NonNullable<ReturnType<typeof settleGroup>["settlement"]>["becomes"][number];

function applied(
  group: PieceGroup,
  became: Became,
  takes: readonly { readonly record: object }[],
): PieceGroup {
  const partOf = (record: object) =>
    pieceOf((takes as readonly OpenPiece[]).find((taken) => taken.record === record) as OpenPiece);
  if (became.kind === "setAside") {
    const { record, bucket } = became.setAside;
    return bucket === "merged" ? { ...group, merged: [...group.merged, partOf(record)] } : group;
  }
  if (became.kind === "rating") return group;
  if (became.kind === "call") return { ...group, call: became.call, kept: [partOf(became.call.record)] };
  const { call, former } = became;
  if (former === null) return { ...group, call };
  return { ...group, call, merged: [...group.merged, ...group.kept], kept: [partOf(call.record)] };
}

it("books 5: in whatever order pieces arrive and whatever was estimated on the way, the call is the same in the end", () => {
  const pieces = [start(), interim(), interim("10:10:00", 600), stop()];
  const whole = joinParts({ source, parts: pieces.map(pieceOf), isOverdue: false });
  fc.assert(
    fc.property(
      fc.shuffledSubarray(pieces, { minLength: 4 }),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      (order, overdue) => {
        const { call, merged, open } = arrive(order, [...overdue.slice(0, 3), true]);
        expect(open).toEqual([]);
        expect(call).toEqual(whole.call as Call);
        expect(new Set(merged.map(({ record }) => record.offset))).toEqual(
          new Set(whole.merged.map(({ record }) => record.offset)),
        );
      },
    ),
  );
});
