import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Call } from "../call.ts";
import { callJson } from "../call-json.ts";
import { joinParts } from "../join-parts.ts";
import { type CelLine, celChannel, celJoined, celRead } from "../testing/cel-text.ts";
import { sourceOf } from "../testing/read-all.ts";

const CALLER = {
  id: 1,
  channel: "SIP/acme-00000001",
  num: "13125550142",
  exten: "912125550100",
  account: "acme",
};
const CARRIER = { id: 2, channel: "SIP/carrier-00000002" };
const DESK = { id: 3, channel: "SIP/desk-00000003", num: "201", account: "desk" };

/** What a bill needs of each call, in one line: `from > to, trunks, seconds, direction, account`. */
function told(lines: readonly CelLine[], options = {}): readonly string[] {
  const joined = celJoined(lines, options);
  expect(joined.fault).toBeNull();
  const calls = joined.call === null ? [] : [joined.call, ...joined.furtherCalls];
  const used = calls.length + joined.merged.length + joined.waiting.length + joined.repeated.length;
  expect(used).toBe(celRead(lines).parts.length);
  expect(new Set(calls.map(({ callKey }) => callKey)).size).toBe(calls.length);
  return calls.map((call) => {
    const { from, to, trunkIn, trunkOut, answered, billableMilliseconds, direction, accountHint } = call;
    const seconds = answered ? `${billableMilliseconds / 1000} s` : "unanswered";
    return `${from} > ${to}, ${trunkIn} > ${trunkOut}, ${seconds}, ${direction}, ${accountHint}`;
  });
}

describe("which legs are billed, and to whom", () => {
  const answeredByApp = { app: "IVR", exten: "s" };
  const asks = { ...CALLER, type: "APP_START", at: 1, app: "Dial", data: "SIP/carrier/12125550100,60" };
  const inbound = { id: 1, channel: "SIP/carrier-00000001", num: "14155550177", exten: "13125550142" };
  const OUT = "13125550142 > 912125550100, SIP/acme > SIP/carrier";

  it.each<readonly [string, readonly CelLine[], readonly string[]]>([
    [
      "out by a carrier: from the carrier's answer to its hang-up",
      [
        ...celChannel({ ...CALLER, begin: 0, answer: 10.5, hangup: 83 }),
        ...celChannel({ ...CARRIER, begin: 1, answer: 10.25, hangup: 82.75 }),
      ],
      [`${OUT}, 72.5 s, outbound, acme`],
    ],
    [
      "the switch answered the caller, the carrier never did",
      [
        ...celChannel({ ...CALLER, ...answeredByApp, begin: 0, answer: 0.5, hangup: 40 }),
        ...celChannel({ ...CARRIER, begin: 1, hangup: 39 }),
        asks,
      ],
      ["13125550142 > 912125550100, SIP/acme > SIP/carrier, unanswered, outbound, acme"],
    ],
    [
      "two carriers tried, the second answered",
      [
        ...celChannel({ ...CALLER, begin: 0, answer: 20, hangup: 50 }),
        ...celChannel({ ...CARRIER, begin: 1, hangup: 9 }),
        ...celChannel({ ...CARRIER, id: 4, begin: 10, answer: 20, hangup: 50 }),
      ],
      [`${OUT}, 30 s, outbound, acme`],
    ],
    [
      "a telephone answered while a carrier rang",
      [
        ...celChannel({ ...CALLER, begin: 0, answer: 5, hangup: 50 }),
        ...celChannel({ ...CARRIER, begin: 1, hangup: 5 }),
        ...celChannel({ ...DESK, begin: 1, answer: 5, hangup: 50 }),
      ],
      ["13125550142 > 912125550100, SIP/acme > SIP/desk, 45 s, onNet, acme"],
    ],
    [
      "through a pair of Local channels",
      [
        ...celChannel({ ...CALLER, begin: 0, answer: 5, hangup: 50 }),
        ...celChannel({ id: 5, channel: "Local/9@x-00000001;1", begin: 1, answer: 4, hangup: 50 }),
        ...celChannel({ id: 6, channel: "Local/9@x-00000001;2", begin: 1, answer: 2, hangup: 50 }),
        ...celChannel({ ...CARRIER, begin: 2, answer: 5, hangup: 49 }),
      ],
      [`${OUT}, 44 s, outbound, acme`],
    ],
    [
      "to the switch itself",
      celChannel({ ...CALLER, begin: 0, answer: 1, hangup: 8 }),
      ["13125550142 > 912125550100, SIP/acme > null, 7 s, unknown, acme"],
    ],
    [
      "in by a carrier to a telephone",
      [
        ...celChannel({ ...inbound, begin: 0, answer: 6, hangup: 66 }),
        ...celChannel({ ...DESK, begin: 1, answer: 6, hangup: 66 }),
      ],
      ["14155550177 > 13125550142, SIP/carrier > SIP/desk, 60 s, inbound, null"],
    ],
    [
      "in, and sent on to a carrier: the number that was called pays the way out",
      [
        ...celChannel({ ...inbound, begin: 0, answer: 6, hangup: 66 }),
        { ...inbound, type: "APP_START", at: 1, app: "Dial", data: "SIP/carrier/12125550100,60" },
        ...celChannel({ ...CARRIER, begin: 1, answer: 6, hangup: 65 }),
      ],
      [
        "14155550177 > 13125550142, SIP/carrier > SIP/carrier, 60 s, inbound, null",
        "13125550142 > 12125550100, null > SIP/carrier, 59 s, outbound, null",
      ],
    ],
    [
      "in, and transferred out by the telephone: it pays the way out",
      [
        ...celChannel({ ...inbound, begin: 0, answer: 6, hangup: 100 }),
        ...celChannel({ ...DESK, begin: 1, answer: 6, hangup: 30 }),
        { ...DESK, type: "BLINDTRANSFER", at: 29, extra: '{"extension":"12125550100","context":"out"}' },
        ...celChannel({ ...CARRIER, begin: 31, answer: 40, hangup: 100 }),
      ],
      [
        "14155550177 > 13125550142, SIP/carrier > SIP/desk, 94 s, inbound, null",
        "201 > 12125550100, SIP/desk > SIP/carrier, 60 s, outbound, desk",
      ],
    ],
    [
      "an older switch tells the transfer's extension as text",
      [
        ...celChannel({ ...CALLER, begin: 0, answer: 6, hangup: 30 }),
        ...celChannel({ ...DESK, begin: 1, answer: 6, hangup: 90 }),
        { ...CALLER, type: "BLINDTRANSFER", at: 29, extra: "12125550100" },
        ...celChannel({ ...CARRIER, begin: 31, answer: 40, hangup: 90 }),
      ],
      ["13125550142 > 12125550100, SIP/acme > SIP/carrier, 50 s, outbound, acme"],
    ],
    [
      "out, and the other end handed to a telephone: the caller pays to the end",
      [
        ...celChannel({ ...CALLER, begin: 0, answer: 6, hangup: 30 }),
        ...celChannel({ ...CARRIER, begin: 1, answer: 6, hangup: 90 }),
        { ...CALLER, type: "BLINDTRANSFER", at: 29, extra: "201" },
        ...celChannel({ ...DESK, begin: 31, answer: 40, hangup: 90 }),
      ],
      [`${OUT}, 84 s, outbound, acme`],
    ],
  ])("%s", (_, lines, expected) => expect(told(lines)).toEqual(expected));

  it("a transfer after a question: the call that was dialled for it bills its own way out whole", () => {
    const asked = { linked: 4 };
    const lines = [
      ...celChannel({ ...inbound, begin: 0, answer: 6, hangup: 100 }),
      ...celChannel({ ...DESK, begin: 1, answer: 6, hangup: 50 }),
      ...celChannel({ ...DESK, ...asked, id: 4, exten: "912125550100", begin: 20, answer: 30, hangup: 50 }),
      { ...CARRIER, ...asked, type: "CHAN_START", at: 21 },
      { ...CARRIER, ...asked, type: "ANSWER", at: 30 },
      { ...DESK, ...asked, id: 4, type: "ATTENDEDTRANSFER", at: 49 },
      { ...CARRIER, linked: 1, type: "HANGUP", at: 100 }, // by now all have the older linkedid
      { ...CARRIER, linked: 1, type: "CHAN_END", at: 100.5 },
    ];
    const source = sourceOf({ format: "asterisk-cel", carrierTrunks: ["SIP/carrier"] });
    const groups = Map.groupBy(celRead(lines).parts, ({ callKey }) => callKey);
    const calls = [...groups.values()].map((parts) => joinParts({ source, parts, isOverdue: false }).call);
    expect(calls.map((call) => [call?.from, call?.to, call?.billableMilliseconds, call?.direction])).toEqual([
      ["14155550177", "13125550142", 94_000, "inbound"],
      ["201", "912125550100", 70_000, "outbound"],
    ]);
  });
});

describe("the call", () => {
  const lines = [
    ...celChannel({ ...CALLER, begin: 0.25, answer: 10.5, hangup: 83 }),
    ...celChannel({
      ...CARRIER,
      begin: 1,
      answer: 10.25,
      hangup: 82.75,
      extra: '{"hangupcause":16,"dialstatus":"ANSWER"}',
    }),
  ];

  it("begins with the caller, and is kept under the end of its own channel", () => {
    const { call } = celJoined(lines);
    const end = celRead(lines).parts.find(({ part }) => {
      const { type, channel } = part.event ?? {};
      return type === "CHAN_END" && channel === CARRIER.channel;
    });
    expect(call?.record).toEqual(end?.record);
    expect(callJson(call as Call, "Master.csv")).toMatchObject({
      keyDay: "2026-04-07",
      keyIsWeak: false,
      startedAt: "2026-04-07T14:03:00.250Z",
      answeredAt: "2026-04-07T14:03:10.250Z",
      releasedAt: "2026-04-07T14:04:22.750Z",
      billableMilliseconds: 72_500,
      releaseCause: "16",
      estimated: false,
    });
  });

  it("is the same whatever order its events come in, also in two files", () => {
    const { parts } = celRead(lines);
    const source = sourceOf({ format: "asterisk-cel", carrierTrunks: ["SIP/carrier"] });
    const inOrder = joinParts({ source, parts, isOverdue: false });
    fc.assert(
      fc.property(fc.shuffledSubarray([...parts], { minLength: parts.length }), (shuffled) => {
        const joined = joinParts({ source, parts: shuffled, isOverdue: false });
        expect(joined.call).toEqual(inOrder.call);
      }),
      { numRuns: 50 },
    );
  });

  it("an event that came twice is counted as repeated", () => {
    const { parts } = celRead(lines);
    const source = sourceOf({ format: "asterisk-cel", carrierTrunks: ["SIP/carrier"] });
    const again = parts.map((part) => ({ ...part, record: { ...part.record, fileHash: "e".repeat(64) } }));
    const joined = joinParts({ source, parts: [...parts, ...again], isOverdue: false });
    expect(joined.call?.billableMilliseconds).toBe(72_500);
    expect(joined.repeated).toEqual(again);
  });
});

describe("what is not whole waits", () => {
  const lines = [
    ...celChannel({ ...CALLER, begin: 0, answer: 10, hangup: 83 }),
    ...celChannel({ ...CARRIER, begin: 1, answer: 10, hangup: 82 }),
  ];
  const without = (type: string, id: number) =>
    lines.filter((line) => !(line.type === type && line.id === id));

  it.each([
    ["the caller's beginning", without("CHAN_START", 1)],
    ["the caller's end", without("CHAN_END", 1)],
    ["the other channel's beginning", without("CHAN_START", 2)],
    ["the other channel's end", without("CHAN_END", 2)],
    ["the caller", lines.filter(({ id }) => id !== 1)],
  ])("without %s", (_, some) => {
    const joined = celJoined(some);
    expect([joined.call, joined.waiting.length, joined.merged.length]).toEqual([null, some.length, 0]);
  });

  it("where no channel writes its end, the hang-ups are it", () => {
    const hangups = lines.filter(({ type }) => type !== "CHAN_END");
    expect(told(hangups)).toHaveLength(1);
    expect(celJoined(hangups.filter(({ type, id }) => type !== "HANGUP" || id === 1)).call).toBeNull();
  });

  it("until its time is over: then it is billed to its last event, and marked", () => {
    const open = lines.filter(({ type, id }) => id === 1 || type === "CHAN_START" || type === "ANSWER");
    const { call, waiting } = celJoined(open, { isOverdue: true });
    expect(waiting).toEqual([]);
    expect(call).toMatchObject({
      estimated: true,
      releasedAt: null,
      billableMilliseconds: 73_001,
      answered: true,
    });
    const ended = celJoined(without("CHAN_END", 1), { isOverdue: true }).call;
    expect(ended).toMatchObject({ estimated: false, billableMilliseconds: 72_000 });
  });

  it("a lost ANSWER is not a call for nothing: it waits, and is billed from the bridge, and marked", () => {
    const bridged = [
      ...without("ANSWER", 2),
      { ...CALLER, type: "BRIDGE_ENTER", at: 10.5 },
      { ...CARRIER, type: "BRIDGE_ENTER", at: 10.5 },
    ];
    expect(celJoined(bridged)).toMatchObject({ call: null, fault: null });
    expect(celJoined(bridged, { isOverdue: true }).call).toMatchObject({
      answered: true,
      billableMilliseconds: 71_500,
      estimated: true,
    });
    const whole = [...bridged, ...lines.filter(({ type, id }) => type === "ANSWER" && id === 2)];
    expect(celJoined(whole).call).toMatchObject({ billableMilliseconds: 72_000, estimated: false });
  });

  it("the switch's own ends need no ANSWER to speak with another", () => {
    const local = { id: 7, channel: "Local/9@x-00000001;1" };
    const inside = [
      ...celChannel({ ...local, begin: 1, hangup: 50 }),
      { ...local, type: "BRIDGE_ENTER", at: 11 },
    ];
    expect(celJoined([...lines, ...inside]).call).toMatchObject({ estimated: false });
  });

  it("without the caller's beginning it is marked: since when, and who called, is a guess", () => {
    const { call } = celJoined(without("CHAN_START", 1), { isOverdue: true });
    expect(call).toMatchObject({ estimated: true, billableMilliseconds: 72_000 });
    const nobody = celJoined(
      lines.filter(({ id }) => id !== 1),
      { isOverdue: true },
    );
    expect(nobody.call).toMatchObject({ estimated: true, billableMilliseconds: 72_000 });
  });

  it("whatever is lost, each piece is in one place", () => {
    const all = [
      ...lines,
      ...celChannel({ id: 7, channel: "Local/9@x-00000001;1", begin: 1, answer: 4, hangup: 50 }),
      ...celChannel({ ...DESK, begin: 11, answer: 20, hangup: 30 }),
      { ...DESK, type: "BLINDTRANSFER", at: 29, extra: "12125550100" },
      ...celChannel({ ...CARRIER, id: 8, begin: 31, answer: 40, hangup: 90 }),
    ];
    const source = sourceOf({ format: "asterisk-cel", carrierTrunks: ["SIP/carrier"] });
    fc.assert(
      fc.property(fc.subarray([...celRead(all).parts]), fc.boolean(), (parts, isOverdue) => {
        const { call, furtherCalls, merged, waiting } = joinParts({ source, parts, isOverdue });
        const calls = [call, ...furtherCalls].filter((one) => one !== null);
        const placed = [...calls, ...merged, ...waiting].map(({ record }) => record.offset);
        expect(placed.toSorted()).toEqual(parts.map(({ record }) => record.offset).toSorted());
        if (isOverdue && parts.length > 0) expect(waiting).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("events that contradict each other are a fault, and nothing is lost", () => {
    const backwards = [
      ...celChannel({ ...CALLER, begin: 0, hangup: 83 }),
      ...celChannel({ ...CARRIER, begin: 1, hangup: 8 }),
      { ...CARRIER, type: "ANSWER", at: 10 },
    ];
    const { call, fault, waiting } = celJoined(backwards);
    expect([call, waiting.length]).toEqual([null, backwards.length]);
    expect(fault).toContain("contradict");
  });
});
