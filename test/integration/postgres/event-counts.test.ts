import type { Call } from "@tollwright/cdr";
import { type CountedEvent, closingSnapshot, eventCounts } from "@tollwright/postgres";
import type { RatedCall, Rating } from "@tollwright/rating";
import { beforeAll, expect, it } from "vitest";
import * as sample from "./sample-calls.ts";
import { testDatabase } from "./test-database.ts";

const test = testDatabase();

/** One side of a call, free by rule: no product was looked for. */
function side(name: string, call: Partial<Call>, facts: Partial<Rating>): [Call, RatedCall] {
  const one = sample.call(name, call);
  const { callKey, keyDay } = one;
  const free = { outcome: "free", charge: "0", product: null, plan: null } as const;
  return [
    one,
    { callKey, keyDay, bucket: "free", ratings: [sample.rating(one, { ...free, ...facts })], problem: null },
  ];
}

const received = { side: "customer:destination" } as const;
const unanswered = { answered: false, answeredAt: null, billableMilliseconds: 0 } as const;
/** 23:30 on 7 April in Chicago. */
const late = { startedAt: sample.at("2026-04-08T04:30:00Z"), answeredAt: sample.at("2026-04-08T04:30:10Z") };

const CALLS: [Call, RatedCall][] = [
  side("coin", { originatingLineInfo: "27" }, { ...received, callClass: "tollFree" }),
  side("coin late", { originatingLineInfo: "70", ...late }, { ...received, callClass: "tollFreeIntrastate" }),
  side("coin placed", { originatingLineInfo: "27" }, { callClass: "tollFreeOutbound" }),
  side(
    "coin unanswered",
    { originatingLineInfo: "27", ...unanswered },
    { ...received, callClass: "unanswered" },
  ),
  side("plain toll-free", {}, { ...received, callClass: "tollFree", fromE164: null }),
  side("inbound", { direction: "inbound" }, { ...received, callClass: "inbound", location: "lab" }),
  side("on-net", { direction: "onNet" }, { ...received, callClass: "onNet" }),
  side("on-net unanswered", { direction: "onNet", ...unanswered }, { ...received, callClass: "unanswered" }),
  side("911", { to: "911" }, { callClass: "emergency", toE164: null }),
  side("911 with a prefix", { to: "9911" }, { callClass: "emergency", toE164: null, fromE164: null }),
  side("933 reads back", { to: "933" }, { callClass: "emergency", toE164: null }),
];

beforeAll(async () => {
  const setHash = await sample.loadSample(test.db);
  await sample.store(test.db, setHash, CALLS);
});

async function counted(events: readonly CountedEvent[], batches?: string): Promise<readonly string[]> {
  const snapshot = await closingSnapshot(test.db, sample.AT);
  const found = await eventCounts(test.db, {
    accounts: ["acme"],
    fromInstant: sample.at("2026-04-01T05:00:00Z"),
    untilInstant: sample.at("2026-05-01T05:00:00Z"),
    batches: batches ?? snapshot.batches,
    zone: "America/Chicago",
    events,
  });
  return found.map(({ location, day, lineInformation, number, calls }) =>
    [location, day, lineInformation, number, calls].filter((part) => part !== null).join(" "),
  );
}

it.each([
  [
    "payphones by their line, on the day of the accounts' clock",
    "payphoneCall",
    ["acme-chi 2026-04-07 27 1", "acme-chi 2026-04-07 70 1"],
  ],
  // both payphones, the unanswered one, and one at the laboratory; the one without a number and those on-net are none
  [
    "look-ups of a presented number, answered or not",
    "cnamDip",
    ["acme-chi 2026-04-07 3", "lab 2026-04-07 1"],
  ],
  ["calls placed to toll-free numbers", "tollFreeDip", ["acme-chi 2026-04-07 1"]],
  [
    "911 by who called, 933 is none",
    "emergencyCall",
    ["acme-chi 2026-04-07 13125550142 1", "acme-chi 2026-04-07 1"],
  ],
] as const)("%s", async (_, event, expected) => {
  expect(await counted([event])).toEqual(expected);
});

it("nothing that is not asked for, and nothing of other batches", async () => {
  expect(await counted([])).toEqual([]);
  expect(await counted(["payphoneCall", "cnamDip"], "{}")).toEqual([]);
});
