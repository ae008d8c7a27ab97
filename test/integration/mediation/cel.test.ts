import { setAsideRecords } from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { type CelLine, celChannel, celText } from "../../../packages/cdr/src/testing/cel-text.ts";
import { replaceRecord } from "../../../services/cli/src/steps/replace-record.ts";
import { type Story, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { balance, LATE, SOON, take, unbilled } from "./switch-records.ts";

const test = testDatabase();

const SOURCE = {
  "rate-cards/companies/small/sources/cel.yaml": `id: cel
description: Asterisk, channel events.
format: asterisk-cel
zone: America/New_York
attribution: [number]
carrierTrunks: [SIP/carrier]
estimateAfterHours: 48
`,
};

const DESK = { id: 1, channel: "SIP/201-0000001a", num: "16035550100", exten: "12125550123" };
const CARRIER = { id: 2, channel: "SIP/carrier-0000001b" };
/** Answered after 10 s; the carrier's channel hangs up after 70 s: a minute. */
const CALL: readonly CelLine[] = [
  ...celChannel({ ...DESK, begin: 0, answer: 10, hangup: 71 }),
  ...celChannel({ ...CARRIER, begin: 1, answer: 10, hangup: 70 }),
];
const without = (type: string, id: number): readonly CelLine[] =>
  CALL.filter((line) => line.type !== type || line.id !== id);
const only = (type: string, id: number): readonly CelLine[] =>
  CALL.filter((line) => line.type === type && line.id === id);

let stories = 0;
async function newStory(): Promise<Story> {
  stories += 1;
  const on = await story(test, `cel_${stories}`);
  await on.load(SOURCE);
  return on;
}

const send = (on: Story, lines: readonly CelLine[], at = SOON) =>
  take(on, { source: "cel", texts: [celText(lines)], at });

async function estimates(on: Story): Promise<number> {
  const { rows } = await on.database.pool.query("select count(*)::int as n from call_now where estimated");
  return rows[0].n;
}

const WHOLE = ["read 8 60", "accepted 1 60", "merged 7 0", "rated 1 60"];

describe("books 3, 5: events of a call of which a line is lost", () => {
  it.each<readonly [string, readonly CelLine[], readonly CelLine[]]>([
    ["the end of the caller's channel", without("CHAN_END", 1), only("CHAN_END", 1)],
    ["the end of the carrier's channel", without("CHAN_END", 2), only("CHAN_END", 2)],
  ])("%s: they wait, then bill what is known, and the late line changes nothing", async (_, some, rest) => {
    const on = await newStory();
    await send(on, some);
    expect(await balance(on)).toEqual(["read 7 0", "pending 7 0"]);
    await send(on, [], LATE);
    // The hang-up is there, so nothing is estimated.
    expect(await balance(on)).toEqual(["read 7 60", "accepted 1 60", "merged 6 0", "rated 1 60"]);
    expect(await estimates(on)).toBe(0);
    expect(await unbilled(on)).toEqual(["acme 2026-04 1 0.060000"]);
    await send(on, rest, LATE);
    expect(await balance(on)).toEqual(WHOLE);
    expect(await unbilled(on)).toEqual(["acme 2026-04 1 0.060000"]);
  });

  it("the carrier's hang-up and end, in a file that is rotated late: an estimate, completed when it comes", async () => {
    const on = await newStory();
    const isLate = ({ type, id }: CelLine): boolean => id === 2 && ["HANGUP", "CHAN_END"].includes(type);
    await send(
      on,
      CALL.filter((line) => !isLate(line)),
    );
    expect(await balance(on)).toEqual(["read 6 0", "pending 6 0"]);
    await send(on, [], LATE);
    expect(await estimates(on)).toBe(1);
    // Until the last event that is known, the caller's own end.
    expect(await balance(on)).toEqual(["read 6 61.001", "accepted 1 61.001", "merged 5 0", "rated 1 61.001"]);
    await send(on, CALL.filter(isLate), LATE);
    expect(await estimates(on)).toBe(0);
    expect(await balance(on)).toEqual(WHOLE);
    expect(await unbilled(on)).toEqual(["acme 2026-04 1 0.060000"]);
  });

  it("a file that is cut inside an event: what is left of it is refused, the others wait and are billed", async () => {
    const on = await newStory();
    const text = celText(CALL);
    await take(on, { source: "cel", texts: [text.slice(0, -40)] });
    expect(await balance(on)).toEqual(["read 8 0", "suspended 1 0", "pending 7 0"]);
    await send(on, [], LATE);
    expect(await balance(on)).toEqual([
      "read 8 60",
      "accepted 1 60",
      "merged 6 0",
      "suspended 1 0",
      "rated 1 60",
    ]);
    expect(await unbilled(on)).toEqual(["acme 2026-04 1 0.060000"]);
  });

  describe("of a call that was sent on, two legs", () => {
    const caller = { id: 1, channel: "SIP/carrier-0000001a", num: "14155550177", exten: "16035550100" };
    const lines = [
      ...celChannel({ ...caller, begin: 0, answer: 10, hangup: 70 }),
      ...celChannel({ ...CARRIER, begin: 1, answer: 10, hangup: 40, data: "SIP/carrier/12125550123" }),
    ];
    const isEnd = ({ type }: CelLine): boolean => ["HANGUP", "CHAN_END"].includes(type);

    it("the end of the further leg, late: for a person, since it would bill other seconds", async () => {
      const on = await newStory();
      const isLate = (line: CelLine): boolean => isEnd(line) && line.id === 2;
      await send(
        on,
        lines.filter((line) => !isLate(line)),
      );
      await send(on, [], LATE);
      expect(await balance(on)).toContain("accepted 2 120.001");
      await send(on, lines.filter(isLate), LATE);
      expect(await balance(on)).toEqual([
        "read 8 120.001",
        "accepted 2 120.001",
        "merged 4 0",
        "conflict 2 0",
        "rated 1 60.001",
        "suspendedAtRating 1 60",
      ]);
    });

    it("the ends of both, late: the first leg is completed, those of the further one are for a person", async () => {
      const on = await newStory();
      await send(
        on,
        lines.filter((line) => !isEnd(line)),
      );
      await send(on, [], LATE);
      expect(await balance(on)).toEqual([
        "read 4 0",
        "accepted 2 0",
        "merged 2 0",
        "rated 1 0",
        "suspendedAtRating 1 0",
      ]);
      await send(on, lines.filter(isEnd), LATE);
      const found = await balance(on);
      expect(found).toContain("accepted 2 60");
      expect(found).toContain("conflict 2 0");
      expect(found).toContain("read 8 60");
    });

    /** What a person who decides for each record in conflict is told, in the order in which they came. */
    const replaceAll = async (on: Story): Promise<readonly string[]> => {
      const told: string[] = [];
      for (const { id } of await setAsideRecords(on.database, { bucket: "conflict", limit: 9 })) {
        const done = await replaceRecord(on, { id, by: "finance", reason: "the log was rotated late" });
        told.push(
          done.ok
            ? `${done.value.before?.billableMilliseconds} → ${done.value.after.billableMilliseconds}`
            : done.problems.map(({ message }) => message).join(),
        );
      }
      return told;
    };

    it("the end of the further leg, late, is decided for: that leg bills its own seconds, once", async () => {
      const on = await newStory();
      const isLate = (line: CelLine): boolean => isEnd(line) && line.id === 2;
      await send(
        on,
        lines.filter((line) => !isLate(line)),
      );
      await send(on, [], LATE);
      await send(on, lines.filter(isLate), LATE);
      expect(await replaceAll(on)).toEqual(["60001 → 30000", "30000 → 30000"]);
      expect(await balance(on)).toEqual([
        "read 8 90",
        "accepted 2 90",
        "merged 6 0",
        "rated 1 30",
        "suspendedAtRating 1 60",
      ]);
      expect(await estimates(on)).toBe(0);
      await send(on, lines, LATE); // all of it once more, in one file
      expect(await balance(on)).toContain("duplicate 8 0");
    });

    it("the answer of the further leg, late: a leg that was not there bills", async () => {
      const on = await newStory();
      const isLate = ({ type, id }: CelLine): boolean => type === "ANSWER" && id === 2;
      await send(
        on,
        lines.filter((line) => !isLate(line)),
      );
      await send(on, [], LATE);
      expect(await balance(on)).toContain("accepted 1 60");
      await send(on, lines.filter(isLate), LATE);
      expect(await replaceAll(on)).toEqual(["undefined → 30000"]);
      expect(await balance(on)).toEqual([
        "read 8 90",
        "accepted 2 90",
        "merged 6 0",
        "rated 1 30",
        "suspendedAtRating 1 60",
      ]);
    });
  });
});
