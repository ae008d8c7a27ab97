import { addDays, type CivilDate, type Period } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import type { DraftCall } from "./draft-call.ts";
import { drawFar, drawLocal, drawOwnNumber } from "./draw-numbers.ts";
import { written } from "./number-text.ts";
import type { Category, Profile } from "./profiles.ts";
import { random } from "./random.ts";
import { instantOf } from "./start-times.ts";
import type { TrunkLine } from "./trunk-line.ts";

/** A call that stands in the traffic to show one thing: `at` is the wall clock of the customer. */
type Special = {
  readonly day: CivilDate;
  readonly at: string;
  readonly ringSeconds: number;
  readonly talkMilliseconds: number;
  readonly category: Category;
  /** E.164 digits, or what is dialled as it stands. */
  readonly to?: string;
  readonly dialledAsIs?: boolean;
};

/** The calls that a demonstration must not leave to chance. */
export function specialCalls(given: {
  readonly seed: string;
  readonly lines: readonly TrunkLine[];
  readonly sources: readonly Source[];
  readonly period: Period;
}): readonly DraftCall[] {
  const { seed, lines, sources, period } = given;
  const first = (name: Profile["name"]): TrunkLine | undefined =>
    lines.find((line) => line.profile.name === name);
  const called = first("agents")?.tollFreeNumbers[0]?.first;
  const ofLines = lines.flatMap((line) =>
    [
      ...edges(line, period),
      ...(line === first("office") ? emergencies(period) : []),
      ...(line === first("school") ? unrated(period) : []),
      ...(line.profile.name === "office" && called !== undefined && sameSwitch(line, first("agents"))
        ? [tollFreeOnNet(period, called)]
        : []),
    ].map((special, index) =>
      toDraft({ special, line, agents: first("agents"), seed: `${seed}/${line.trunk}/${index}` }),
    ),
  );
  return [...ofLines, ...ofNobody(sources, period)];
}

function sameSwitch(line: TrunkLine, other: TrunkLine | undefined): boolean {
  return line.source === other?.source;
}

/**
 * Around midnight and both ends of the month. By answer, the first belongs to the month before, the second to the
 * month (its record stands on the day before it), the fourth to the month although it ends in the next, the fifth to the next.
 */
function edges(line: TrunkLine, period: Period): readonly Special[] {
  const [before, middle, last] = [
    addDays(period.from, -1),
    addDays(period.from, 13),
    addDays(period.until, -1),
  ];
  const category = line.profile.name === "agents" ? "tollFree" : "interstate";
  const early: readonly Special[] = [
    { day: before, at: "23:58:10", ringSeconds: 14, talkMilliseconds: 860_000, category },
    { day: before, at: "23:59:48", ringSeconds: 20, talkMilliseconds: 304_500, category },
    { day: middle, at: "23:55:05", ringSeconds: 9, talkMilliseconds: 1_205_250, category },
  ];
  // A customer two hours behind is still in the month when its last files are read: its end is left out.
  if (line.zone === "America/Los_Angeles") return early;
  return [
    ...early,
    { day: last, at: "23:59:10", ringSeconds: 12, talkMilliseconds: 1_500_000, category },
    { day: last, at: "23:59:50", ringSeconds: 16, talkMilliseconds: 95_000, category },
  ];
}

/** The address read-back test twice, one call for help, a call of less than a second, one of nearly three hours. */
function emergencies({ from }: Period): readonly Special[] {
  const day = addDays(from, 6);
  return [
    {
      day,
      at: "09:15:00",
      ringSeconds: 2,
      talkMilliseconds: 31_000,
      category: "emergency",
      to: "933",
      dialledAsIs: true,
    },
    {
      day,
      at: "09:17:30",
      ringSeconds: 2,
      talkMilliseconds: 29_400,
      category: "emergency",
      to: "933",
      dialledAsIs: true,
    },
    {
      day: addDays(from, 15),
      at: "14:41:12",
      ringSeconds: 3,
      talkMilliseconds: 214_000,
      category: "emergency",
      to: "911",
      dialledAsIs: true,
    },
    { day, at: "20:05:00", ringSeconds: 4, talkMilliseconds: 420, category: "local" },
    {
      day: addDays(from, 7),
      at: "20:10:00",
      ringSeconds: 5,
      talkMilliseconds: 10_112_000,
      category: "interstate",
    },
  ];
}

/** A country that no deck row names, and a satellite code that the deck blocks: both got through all the same. */
function unrated({ from }: Period): readonly Special[] {
  const day = addDays(from, 8);
  return [
    {
      day,
      at: "19:30:00",
      ringSeconds: 11,
      talkMilliseconds: 41_300,
      category: "international",
      to: "850219990000",
    },
    {
      day,
      at: "19:40:00",
      ringSeconds: 13,
      talkMilliseconds: 33_700,
      category: "international",
      to: "881650000000",
    },
  ];
}

/** One customer calls another's toll-free number: two payers. */
function tollFreeOnNet({ from }: Period, called: string): Special {
  return {
    day: addDays(from, 8),
    at: "20:45:00",
    ringSeconds: 3,
    talkMilliseconds: 187_900,
    category: "tollFreeOnNet",
    to: called,
  };
}

function toDraft(given: {
  readonly special: Special;
  readonly line: TrunkLine;
  readonly agents: TrunkLine | undefined;
  readonly seed: string;
}): DraftCall {
  const { special, line, agents, seed } = given;
  const chance = random(seed);
  const isInbound = special.category === "tollFree";
  const own = drawOwnNumber(line.blocks, special.day, chance) ?? "";
  const other = special.category === "local" ? drawLocal(line, chance) : drawFar(line, chance);
  const to = special.to ?? other;
  const peer = special.category === "tollFreeOnNet" ? agents : undefined;
  const carrier = line.carrierTrunks[0] ?? "";
  return {
    source: line.source,
    account: line.account,
    category: special.category,
    ...(isInbound
      ? {
          from: written(other, "plus"),
          to: line.tollFreeNumbers[0]?.first ?? own,
          callerName: "",
          accountCode: "",
          peerAccountCode: line.accountCode,
          trunkIn: carrier,
          trunkOut: line.trunk,
        }
      : {
          from: written(own, line.dialling),
          to: special.dialledAsIs === true ? to : written(to, line.dialling),
          callerName: line.accountName,
          accountCode: line.accountCode,
          peerAccountCode: peer?.accountCode ?? "",
          trunkIn: line.trunk,
          trunkOut: peer?.trunk ?? carrier,
        }),
    startedAt: instantOf(Date.parse(`${special.day}T${special.at}Z`), line.zone),
    ringMilliseconds: special.ringSeconds * 1000,
    talkMilliseconds: special.talkMilliseconds,
    outcome: "answered",
    isSpecial: true,
    lines: peer === undefined ? [line] : [line, peer],
  };
}

/** A trunk that no inventory knows any more: its call is nobody's until somebody says whose. */
function ofNobody(sources: readonly Source[], { from }: Period): readonly DraftCall[] {
  const source = sources.find(({ format }) => format === "asterisk-csv");
  if (source === undefined) return [];
  return [
    {
      source: source.id,
      account: null,
      category: "interstate",
      from: "17085550188",
      to: "12125550185",
      callerName: "",
      accountCode: "closed-customer",
      peerAccountCode: "",
      trunkIn: "PJSIP/old-trunk-17",
      trunkOut: source.carrierTrunks[0] ?? null,
      startedAt: instantOf(Date.parse(`${addDays(from, 20)}T11:20:31Z`), source.zone),
      ringMilliseconds: 8_000,
      talkMilliseconds: 95_600,
      outcome: "answered",
      isSpecial: true,
      lines: [],
    },
  ];
}
