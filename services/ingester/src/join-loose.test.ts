import { type CivilDate, type Instant, instant } from "@tollwright/calendar";
import { sha256 } from "@tollwright/canonical";
import { type Call, type PartRecord, Source } from "@tollwright/cdr";
import { expect, it } from "vitest";
import { joinLoose } from "./join-loose.ts";
import { NOTHING_SAID } from "./testing/nothing-said.ts";

const source = Source.parse({ id: "pbx", description: "A proxy.", format: "asterisk-csv", zone: "UTC" });
const NOON = Date.UTC(2026, 3, 7, 12);
const at = (second: number): Instant => instant(NOON + second * 1000);

/** `start one 0`: the opening piece of call one, at noon. */
function piece(text: string, offset: number): PartRecord {
  const [role = "", id = "", second = ""] = text.split(" ");
  const instant = at(Number(second));
  const isStart = role === "start";
  const says = isStart
    ? {
        keyDay: "2026-04-07" as CivilDate,
        from: "16035550100",
        to: "12125550123",
        startedAt: instant,
        answeredAt: instant,
        answered: true,
      }
    : { releasedAt: instant };
  return {
    source: "pbx",
    callKey: sha256(id).slice(0, 32),
    record: { fileHash: sha256("file"), offset, length: 1, line: offset + 1 },
    keyDay: "2026-04-07" as CivilDate,
    part: {
      role: isStart ? "start" : "stop",
      contentHash: sha256(text),
      at: instant,
      facts: { ...NOTHING_SAID, ...says },
    },
  };
}

function told(pieces: readonly string[], whole: ReadonlyMap<string, Call> = new Map()) {
  const parts = pieces.map(piece);
  const { calls, setAside } = joinLoose({ source, parts, whole });
  expect(calls.length + setAside.length).toBe(pieces.length);
  return [
    ...calls.map(({ record, billableMilliseconds }) => `${record.offset} call ${billableMilliseconds}`),
    ...setAside.map(({ record, bucket }) => `${record.offset} ${bucket}`),
  ].sort();
}

it.each([
  ["nothing", [], []],
  ["one half waits", ["start one 0"], ["0 pending"]],
  ["the other half waits too", ["stop one 60"], ["0 pending"]],
  ["both are a call", ["start one 0", "stop one 60"], ["0 merged", "1 call 60000"]],
  ["in any order", ["stop one 60", "start one 0"], ["0 call 60000", "1 merged"]],
  ["halves of two calls stay apart", ["start one 0", "stop two 60"], ["0 pending", "1 pending"]],
  [
    "the same piece twice",
    ["start one 0", "stop one 60", "stop one 60"],
    ["0 merged", "1 call 60000", "2 duplicate"],
  ],
  [
    "an end that says something else",
    ["start one 0", "stop one 60", "stop one 70"],
    ["0 merged", "1 call 60000", "2 conflict"],
  ],
])("%s", (_, pieces, expected) => {
  expect(told(pieces)).toEqual(expected);
});

it("beside a call that came in one record a piece is part of it", () => {
  const { calls } = joinLoose({ source, parts: ["start one 0", "stop one 60"].map(piece), whole: new Map() });
  const whole = new Map(calls.map((call) => [call.callKey, { ...call, contentHash: sha256("whole") }]));
  expect(told(["start one 0"], whole)).toEqual(["0 merged"]);
  expect(told(["stop one 90"], whole)).toEqual(["0 conflict"]);
});
