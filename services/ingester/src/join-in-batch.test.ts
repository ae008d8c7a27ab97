import { type CivilDate, type Instant, parseInstant } from "@tollwright/calendar";
import { type PartRecord, type PartRole, Source } from "@tollwright/cdr";
import { expect, it } from "vitest";
import { allWaiting, joinedInBatch } from "./join-in-batch.ts";
import { NOTHING_SAID } from "./testing/nothing-said.ts";

const source = Source.parse({ id: "s", description: "A proxy.", format: "flatstore", zone: "UTC" });
const TEN = parseInstant("2026-04-07T10:00:00Z") as Instant;

/** A piece of call `key`, so many seconds after ten. */
function piece(role: PartRole, key: string, seconds = 0, offset = seconds): PartRecord {
  const at = (TEN + seconds * 1000) as Instant;
  const opens = role === "start";
  return {
    source: "s",
    callKey: key,
    record: { fileHash: key, offset, length: 1, line: 1 },
    keyDay: "2026-04-07" as CivilDate,
    part: {
      role,
      contentHash: `${role} ${key} ${seconds}`,
      at,
      facts: {
        ...NOTHING_SAID,
        keyDay: opens ? ("2026-04-07" as CivilDate) : null,
        from: "3125550101",
        to: "2125550142",
        startedAt: opens ? at : null,
        answeredAt: opens ? at : null,
        releasedAt: role === "stop" ? at : null,
        billableMilliseconds: role === "interim" ? seconds * 1000 : null,
        answered: opens ? true : null,
      },
    },
  };
}

const [invite, bye] = [piece("start", "a"), piece("stop", "a", 60)];
const middle = piece("interim", "a", 30);

it.each<[string, readonly PartRecord[], Partial<Source>, readonly number[], readonly string[]]>([
  ["both halves", [invite, bye], {}, [60_000], ["merged"]],
  [
    "both halves of two calls",
    [invite, piece("start", "b"), piece("stop", "b", 5), bye],
    {},
    [60_000, 5_000],
    ["merged", "merged"],
  ],
  ["one half of each of two", [invite, piece("stop", "b", 5)], {}, [], ["pending", "pending"]],
  ["with what lies between", [invite, middle, bye], {}, [60_000], ["merged", "merged"]],
  [
    "a sum of pieces may lack some",
    [invite, middle, bye],
    { interim: "pieces" },
    [],
    ["pending", "pending", "pending"],
  ],
  ["one twice", [invite, bye, piece("stop", "a", 60, 99)], {}, [60_000], ["merged", "duplicate"]],
  ["two ends", [invite, bye, piece("stop", "a", 90)], {}, [60_000], ["merged", "conflict"]],
  ["without an end", [invite, middle], {}, [], ["pending", "pending"]],
])("%s", (_, parts, changes, milliseconds, buckets) => {
  const { calls, setAside } = joinedInBatch({ ...source, ...changes }, parts);
  expect(calls.map(({ billableMilliseconds }) => billableMilliseconds)).toEqual(milliseconds);
  expect(setAside.map(({ bucket }) => bucket)).toEqual(buckets);
  expect(calls.length + setAside.length).toBe(parts.length);
});

it("over a broker every piece waits, also with its other half beside it: a batch that is sent again may hold others", () => {
  const { calls, setAside } = allWaiting([invite, bye]);
  expect(calls).toEqual([]);
  expect(setAside.map(({ bucket, record }) => [bucket, record.offset])).toEqual([
    ["pending", 0],
    ["pending", 60],
  ]);
});
