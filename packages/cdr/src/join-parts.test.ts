import { type CivilDate, type Instant, instantText, parseInstant } from "@tollwright/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PartFacts, PartRecord, PartRole } from "./call-part.ts";
import { joinParts } from "./join-parts.ts";
import { Source } from "./source.ts";

const source = Source.parse({
  id: "proxy",
  description: "a proxy",
  format: "asterisk-csv",
  zone: "UTC",
  carrierTrunks: ["carrier"],
});
const inPieces: Source = { ...source, interim: "pieces" };

const at = (time: string): Instant =>
  parseInstant(`2026-04-${time.includes("T") ? time : `07T${time}`}Z`) as Instant;
const NOTHING: PartFacts = {
  keyDay: null,
  from: null,
  to: null,
  startedAt: null,
  answeredAt: null,
  releasedAt: null,
  billableMilliseconds: null,
  answered: null,
  releaseCause: null,
  direction: null,
  trunkIn: null,
  trunkOut: null,
  accountHint: null,
  chargeNumber: null,
  originatingLineInfo: null,
  jurisdictionParameter: null,
  routingNumber: null,
};

/** A piece; its content is what it says, so that two that say the same are the same piece. */
function piece(role: PartRole, moment: string, facts: Partial<PartFacts> = {}): PartRecord {
  const content = `${role} ${moment} ${JSON.stringify(facts)}`;
  return {
    source: "proxy",
    callKey: "k",
    record: { fileHash: "f", offset: content.length, length: 1, line: 1 },
    keyDay: null,
    part: { role, contentHash: content, at: at(moment), facts: { ...NOTHING, ...facts } },
  };
}

const TODAY = "2026-04-07" as CivilDate;
const invite = piece("start", "14:03:10", {
  keyDay: TODAY,
  startedAt: at("14:03:10"),
  answeredAt: at("14:03:10"),
  from: "3125550101",
  to: "2125550102",
  accountHint: "acme",
});
const bye = piece("stop", "14:04:22", { releasedAt: at("14:04:22") });
const interim = (moment: string, seconds: number): PartRecord =>
  piece("interim", moment, { releasedAt: at(moment), billableMilliseconds: seconds * 1000 });

const join = (parts: readonly PartRecord[], isOverdue = false, of = source) =>
  joinParts({ source: of, parts, isOverdue });

describe("an INVITE and its BYE", () => {
  it("make one call, kept under the closing record", () => {
    const joined = join([invite, bye]);
    expect(joined.call).toMatchObject({
      source: "proxy",
      callKey: "k",
      keyDay: "2026-04-07",
      record: bye.record,
      contentHash: bye.part.contentHash,
      from: "3125550101",
      to: "2125550102",
      accountHint: "acme",
      billableMilliseconds: 72_000,
      answered: true,
      releasedAt: at("14:04:22"),
      estimated: false,
    });
    expect(joined).toMatchObject({
      merged: [invite],
      waiting: [],
      repeated: [],
      conflicting: [],
      fault: null,
    });
  });

  it("whichever comes first, and each one twice", () => {
    const joined = join([bye, invite, bye, invite]);
    expect(joined.call).toEqual(join([invite, bye]).call);
    expect(joined.repeated).toEqual([bye, invite]);
  });

  it("across midnight: the day of the call is that of its start", () => {
    const late = piece("start", "07T23:59:50", {
      keyDay: TODAY,
      startedAt: at("07T23:59:50"),
      answeredAt: at("07T23:59:50"),
    });
    const after = piece("stop", "08T00:00:20", { releasedAt: at("08T00:00:20") });
    expect(join([after, late]).call).toMatchObject({ keyDay: "2026-04-07", billableMilliseconds: 30_000 });
  });

  it.each([
    ["the INVITE alone waits", [invite], false, null],
    ["the BYE alone waits", [bye], false, null],
    ["a BYE whose INVITE never came", [bye], true, "no piece says when the call began"],
    ["an INVITE whose BYE never came", [invite], true, "no piece says how long the call was"],
  ])("%s", (_, parts, isOverdue, fault) => {
    const joined = join(parts, isOverdue);
    expect(joined).toMatchObject({ call: null, merged: [], waiting: parts, fault });
  });
});

describe("pieces that contradict each other", () => {
  const sameEnd = piece("stop", "14:04:22", { releasedAt: at("14:04:22"), releaseCause: "by the callee" });
  const laterEnd = piece("stop", "14:04:30", { releasedAt: at("14:04:30") });
  const otherStart = piece("start", "14:03:10", { ...invite.part.facts, to: "2125550199" });
  const renegotiated = piece("start", "14:03:40", { ...invite.part.facts, answeredAt: at("14:03:40") });
  const afterwards = piece("start", "14:05:00", { ...invite.part.facts, answeredAt: at("14:05:00") });

  it.each([
    ["both sides say BYE in the same second: merged", [invite, bye, sameEnd], 72_000, 2, []],
    [
      "a later BYE: the first counts, the other is for a person",
      [invite, laterEnd, bye],
      72_000,
      1,
      [laterEnd],
    ],
    ["an INVITE inside the call: merged", [renegotiated, invite, bye], 72_000, 2, []],
    ["an INVITE behind the BYE: for a person", [afterwards, bye, invite], 72_000, 1, [afterwards]],
  ])("%s", (_, parts, milliseconds, merged, conflicting) => {
    const joined = join(parts);
    expect(joined.call?.billableMilliseconds).toBe(milliseconds);
    expect(joined.merged).toHaveLength(merged);
    expect(joined.conflicting).toEqual(conflicting);
  });

  it("two openings of one moment: the same one counts in any order, the other is for a person", () => {
    const [one, other] = [join([invite, otherStart, bye]), join([bye, otherStart, invite])];
    expect(one.call).toEqual(other.call);
    expect(one.conflicting).toEqual(other.conflicting);
    expect(one.conflicting).toHaveLength(1);
  });

  it.each([
    [
      "ended before it was answered",
      [invite, piece("stop", "14:03:09", { releasedAt: at("14:03:09") })],
      /contradict/,
    ],
    [
      "answered before it started",
      [piece("start", "14:03:10", { ...invite.part.facts, startedAt: at("14:03:11") }), bye],
      /contradict/,
    ],
    [
      "fewer seconds at the end than before",
      [invite, interim("14:04:00", 50), piece("stop", "14:04:22", { billableMilliseconds: 40_000 })],
      /40000 ms at the end of the call, and 50000 ms before/,
    ],
    [
      "seconds, but no answer",
      [
        piece("start", "14:03:10", { keyDay: TODAY, startedAt: at("14:03:10") }),
        piece("stop", "14:04:22", { releasedAt: at("14:04:22"), billableMilliseconds: 72_000 }),
      ],
      /no piece says when/,
    ],
  ])("%s: no call, and why", (_, parts, fault) => {
    const joined = join(parts);
    expect(joined.call).toBeNull();
    expect(joined.waiting).toHaveLength(parts.length);
    expect(joined.fault).toMatch(fault);
  });
});

describe("seconds", () => {
  const ownSeconds = piece("stop", "14:04:22", { releasedAt: at("14:04:22"), billableMilliseconds: 71_640 });
  const atFifty = piece("stop", "14:04:10", { releasedAt: at("14:04:10"), billableMilliseconds: 20_000 });

  it.each([
    ["the closing record's own", [invite, ownSeconds], 71_640, false],
    [
      "the closing record's own, though interim records came",
      [invite, interim("14:03:40", 30), ownSeconds],
      71_640,
      false,
    ],
    ["release less answer, where it has none", [invite, interim("14:03:40", 30), bye], 72_000, false],
  ])("%s", (_, parts, milliseconds, estimated) => {
    expect(join(parts).call).toMatchObject({ billableMilliseconds: milliseconds, estimated });
  });

  it("cumulative interim records: the most, when the closing record never comes", () => {
    const parts = [interim("14:04:10", 60), invite, interim("14:03:40", 30)];
    expect(join(parts).call).toBeNull();
    expect(join(parts, true)).toMatchObject({
      call: { billableMilliseconds: 60_000, estimated: true, releasedAt: null, record: parts[0]?.record },
      waiting: [],
    });
  });

  it("pieces are added up, and a call that lacks one waits until the time is over", () => {
    const [first, second] = [interim("14:03:40", 30), interim("14:03:50", 10)];
    expect(join([invite, first, second, atFifty], false, inPieces).call).toMatchObject({
      billableMilliseconds: 60_000,
      estimated: false,
    });
    const lacking = join([invite, second, atFifty], false, inPieces);
    expect(lacking).toMatchObject({ call: null, fault: "of the call's pieces only 30000 ms are here" });
    expect(join([invite, second, atFifty], true, inPieces).call).toMatchObject({
      billableMilliseconds: 30_000,
      estimated: true,
    });
  });

  it("a second that each piece cut off is none that lacks", () => {
    const cut = piece("stop", "14:04:10", { releasedAt: at("14:04:10"), billableMilliseconds: 29_000 });
    const call = join([invite, interim("14:03:40", 29), cut], false, inPieces).call;
    expect(call?.billableMilliseconds).toBe(58_000);
  });

  it("an unanswered call has none", () => {
    const start = piece("start", "14:03:10", { keyDay: TODAY, startedAt: at("14:03:10") });
    expect(join([start, bye]).call).toMatchObject({
      answered: false,
      answeredAt: null,
      billableMilliseconds: 0,
    });
  });
});

describe("facts of several pieces", () => {
  it("the opening one is believed, the closing one for how it ended, each fills what the other lacks", () => {
    const start = piece("start", "14:03:10", {
      ...invite.part.facts,
      trunkIn: "customer",
      trunkOut: "busy carrier",
      releaseCause: "none yet",
    });
    const stop = piece("stop", "14:04:22", {
      releasedAt: at("14:04:22"),
      from: "as forwarded",
      trunkOut: "carrier",
      releaseCause: "16",
      chargeNumber: "3125550100",
    });
    expect(join([stop, start]).call).toMatchObject({
      from: "3125550101",
      trunkIn: "customer",
      trunkOut: "carrier",
      direction: "outbound",
      releaseCause: "16",
      chargeNumber: "3125550100",
      routingNumber: null,
    });
  });
});

describe("any pieces, in any order", () => {
  const pieces = fc
    .uniqueArray(
      fc.record({
        role: fc.constantFrom<PartRole>("start", "interim", "stop"),
        second: fc.integer({ min: 0, max: 59 }),
        seconds: fc.option(fc.integer({ min: 0, max: 60 })),
      }),
      { minLength: 1, maxLength: 6, selector: (one) => JSON.stringify(one) },
    )
    .map((ones) =>
      ones.map(({ role, second, seconds }) => {
        const moment = instantText((at("14:00:00") + second * 1000) as Instant).slice(11, 19);
        const time = at(moment);
        const own =
          role === "start" ? { keyDay: TODAY, startedAt: time, answeredAt: time } : { releasedAt: time };
        const said = role === "start" || seconds === null ? null : seconds * 1000;
        return piece(role, moment, { ...own, billableMilliseconds: said });
      }),
    );

  it.each([source, inPieces])("each is in one place, and the same call comes out ($interim)", (of) => {
    fc.assert(
      fc.property(pieces, fc.boolean(), fc.infiniteStream(fc.nat()), (parts, isOverdue, chance) => {
        const shuffled = parts
          .map((part) => ({ part, rank: chance.next().value }))
          .toSorted((left, right) => left.rank - right.rank)
          .map(({ part }) => part);
        const [one, other] = [join(parts, isOverdue, of), join(shuffled, isOverdue, of)];
        expect(other.call).toEqual(one.call);
        expect(new Set(other.merged)).toEqual(new Set(one.merged));
        expect(other.fault).toBe(one.fault);
        const { call, merged, waiting, repeated, conflicting } = one;
        const placed = merged.length + waiting.length + repeated.length + conflicting.length;
        expect(placed + (call === null ? 0 : 1)).toBe(parts.length);
      }),
    );
  });
});
