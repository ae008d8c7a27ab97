import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { civilDateIn, contains, instant, monthPeriod } from "@tollwright/calendar";
import { type Call, openReader, type SetAside } from "@tollwright/cdr";
import { documentsFrom, parsedOf } from "@tollwright/rate-card";
import { compileRatingRules, type RatedCall, rateCall } from "@tollwright/rating";
import { describe, expect, it } from "vitest";
import { generateTraffic, type TrafficFile } from "./index.ts";
import { planCalls } from "./plan-calls.ts";
import { releasedAt } from "./planned-call.ts";
import { specialCalls } from "./special-calls.ts";
import { trunkLines } from "./trunk-line.ts";

const READ_AT = instant(Date.parse("2026-05-01T06:00:00Z"));

const RATE_CARDS = fileURLToPath(new URL("../../../rate-cards/", import.meta.url));
const { documents, problems } = documentsFrom(
  ["companies/demo", "decks", "plans", "numbering"].flatMap((folder) =>
    readdirSync(join(RATE_CARDS, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: path.slice(RATE_CARDS.length), text: readFileSync(path, "utf8") })),
  ),
);
const company = {
  accounts: parsedOf(documents, "account").map(({ value }) => value),
  sources: parsedOf(documents, "source").map(({ value }) => value),
};
/** A fifth of the demonstration: what is true of it does not depend on how much there is. */
const sizes = { asteriskRecords: 9_400, freeswitchRecords: 600 };
const traffic = generateTraffic({ seed: "demo", company, month: "2026-04", sizes });
const files = [...traffic.files];
const fileHash = ({ text }: TrafficFile): string => createHash("sha256").update(text).digest("hex");
const digest = (all: Iterable<TrafficFile>): string =>
  [...all]
    .reduce((hash, { name, text }) => hash.update(name).update(text), createHash("sha256"))
    .digest("hex");

/** What the readers make of the files, each content once. */
function readBack(): {
  readonly calls: readonly Call[];
  readonly setAside: readonly SetAside[];
  readonly files: number;
} {
  const byHash = new Map(files.map((file) => [fileHash(file), file]));
  const readings = [...byHash].flatMap(([hash, { source: id, text }]) => {
    const source = company.sources.find((entry) => entry.id === id)!;
    const reader = openReader({ source, fileHash: hash, readAt: READ_AT, resumeAt: 0 });
    return [reader.read(new TextEncoder().encode(text)), reader.end(true)];
  });
  return {
    calls: readings.flatMap(({ calls }) => calls),
    setAside: readings.flatMap(({ setAside }) => setAside),
    files: byHash.size,
  };
}
const read = readBack();
/** The first record of each key: later ones are duplicates, or the conflict. */
const distinct = [...new Map(read.calls.toReversed().map((call) => [call.callKey, call])).values()];

describe("the bytes", () => {
  const small = { asteriskRecords: 2_400, freeswitchRecords: 150 };
  const made = (seed: string): string =>
    digest(generateTraffic({ seed, company, month: "2026-04", sizes: small }).files);

  it("are the same for the same seed, also when asked for again, and others for another seed", () => {
    expect(problems).toEqual([]);
    expect(made("one")).toBe(made("one"));
    expect(made("one")).not.toBe(made("two"));
    expect(digest(traffic.files)).toBe(digest(files));
  });

  it("are as many records as were asked for", () => {
    const lines = files
      .filter(({ name }) => name.endsWith(".csv") && !name.includes("resent"))
      .reduce((sum, { text }) => sum + text.split("\n").length - 1, 0);
    expect(lines).toBe(9_400);
    expect(files.filter(({ name }) => name.includes("/a_"))).toHaveLength(600);
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
  });
});

describe("read back, the files hold what the summary says", () => {
  it.each(traffic.summary.sources)("$source", (counts) => {
    const ofSource = read.calls.filter(({ source }) => source === counts.source);
    const contents = new Set(ofSource.map(({ callKey, contentHash }) => `${callKey} ${contentHash}`));
    const keys = new Set(ofSource.map(({ callKey }) => callKey));
    expect(keys.size).toBe(counts.calls);
    expect(contents.size - keys.size).toBe(counts.conflicting);
    expect(ofSource.length - contents.size).toBe(counts.repeated);
    expect(read.setAside.filter(({ source }) => source === counts.source)).toHaveLength(counts.broken);
    expect(counts.calls + counts.repeated + counts.conflicting + counts.broken).toBe(counts.records);
  });

  it("broken in the ways that were meant", () => {
    expect(read.setAside.map(({ reason }) => reason).sort()).toEqual([
      "RECORD_COLUMNS",
      "RECORD_DURATION",
      "RECORD_NOT_JSON",
      "RECORD_QUOTING",
      "RECORD_QUOTING",
      "RECORD_TIME",
    ]);
  });

  it("two files came twice", () => {
    expect(files.length - read.files).toBe(2);
    expect(traffic.summary.sources.map(({ resentFiles }) => resentFiles)).toEqual([1, 1]);
  });

  it("every call ends after it was answered, and is answered after it began", () => {
    const disordered = distinct.filter(
      ({ startedAt, answeredAt, releasedAt }) =>
        !(startedAt <= (answeredAt ?? startedAt) && (answeredAt ?? startedAt) <= (releasedAt ?? startedAt)),
    );
    expect(disordered).toEqual([]);
  });

  it("nothing ends after the files were read", () => {
    expect(Math.max(...distinct.map(({ releasedAt }) => releasedAt ?? 0))).toBeLessThan(READ_AT);
  });
});

describe("channels, in the whole of the demonstration", () => {
  const period = monthPeriod("2026-04");
  const lines = trunkLines(company.accounts, company.sources);
  const calls = planCalls({
    seed: "demo",
    lines,
    period,
    records: new Map([
      ["asterisk-chi", 47_000],
      ["freeswitch-la", 3_000],
    ]),
    special: specialCalls({ seed: "demo", lines, company, period }),
  });
  const groups = company.accounts.flatMap(({ zone, trunkGroups }) =>
    trunkGroups.flatMap(({ id, names, channels }) =>
      channels.map((entry) => ({ id, zone, names: names.map(({ name }) => name), entry })),
    ),
  );
  const peakOf = ({ names, zone, entry }: (typeof groups)[number]): number => {
    const changes = calls
      .filter(({ trunkIn, trunkOut }) => names.includes(trunkIn) || names.includes(trunkOut ?? ""))
      .filter(({ startedAt }) => contains(entry, civilDateIn(startedAt, zone)))
      .map((call) => [Math.floor(call.startedAt / 1000), Math.floor(releasedAt(call) / 1000)] as const)
      .filter(([from, until]) => from < until)
      .flatMap(([from, until]) => [[from, 1] as const, [until, -1] as const])
      .sort(([left, up], [right, down]) => left - right || up - down);
    let [now, most] = [0, 0];
    for (const [, change] of changes) {
      now += change;
      most = Math.max(most, now);
    }
    return most;
  };

  it("are as many calls as were asked for", () => {
    expect(Map.groupBy(calls, ({ source }) => source).get("asterisk-chi")).toHaveLength(47_000);
    expect(calls).toHaveLength(50_000);
  });

  it.each([
    // committed, and at most: half as many again in offices, three quarters with the call centre, none in the school
    ["granite-concord", 6, 9],
    ["lakeshore-chicago", 10, 15],
    ["lakeshore-chicago", 14, 21],
    ["lakeshore-los-angeles", 5, 7],
    ["lakeshore-kansas-city", 4, 6],
    ["wavecrest-inbound", 16, 28],
    ["wavecrest-outbound", 4, 7],
    ["riverbend-campus", 6, 6],
  ])("%s with %i channels carries at most %i calls at once", (id, committed, most) => {
    const group = groups.find((entry) => entry.id === id && entry.entry.committed === committed)!;
    const peak = peakOf(group);
    expect(peak).toBeGreaterThan(1);
    expect(peak).toBeLessThanOrEqual(most);
    // The customers that bursting is shown with; the others may or may not reach their commitment.
    if (id === "wavecrest-inbound" || id === "granite-concord") expect(peak).toBeGreaterThan(committed);
  });
});

describe("rated, the calls are what the summary says", () => {
  const rules = compileRatingRules({ documents });
  if (!rules.ok) throw new Error(JSON.stringify(rules.problems));
  const rated: readonly RatedCall[] = distinct.map((call) => rateCall(call, rules.value));

  it("three are suspended, each for its own reason", () => {
    expect(rated.flatMap(({ problem }) => (problem === null ? [] : [problem.code])).sort()).toEqual([
      "NO_OWNER",
      "NO_RATE",
      "ROUTE_BLOCKED",
    ]);
  });

  it("by account and class, each answered call once", () => {
    const expected = traffic.summary.calls
      .filter(({ account, answered }) => account !== null && answered)
      .flatMap(({ account, category, calls }) =>
        Array.from(
          { length: calls },
          () => `${account} ${category === "tollFreeOnNet" ? "tollFreeOutbound" : category}`,
        ),
      );
    const found = rated.flatMap(({ ratings, problem }) => {
      // Who placed a call stands for it: a call on our own network has a second side.
      const rating = ratings.find(({ side }) => side === "customer:origin") ?? ratings[0];
      if (rating === undefined)
        return problem === null || problem.code === "NO_OWNER" ? [] : ["riverbend-academy international"];
      // The traffic knows toll-free calls; from where each came, and so which kind it is, is the rating's finding.
      const callClass = rating.callClass === "tollFreeIntrastate" ? "tollFree" : rating.callClass;
      return callClass === "unanswered" ? [] : [`${rating.account} ${callClass}`];
    });
    expect(counted(found)).toEqual(counted(expected));
  });
});

function counted(words: readonly string[]): Readonly<Record<string, number>> {
  const groups = [...Map.groupBy(words, (word) => word)].sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(groups.map(([word, all]) => [word, all.length]));
}
