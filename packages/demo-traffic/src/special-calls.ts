import { addDays, type Period, startOfDay } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import type { Account } from "@tollwright/inventory";
import type { DraftCall } from "./draft-call.ts";
import { drawFar, drawLocal, drawOwnNumber } from "./draw-numbers.ts";
import { written } from "./number-text.ts";
import type { Profile } from "./profiles.ts";
import { type Random, random } from "./random.ts";
import { endOfMonth, oddOnes, type Special, startOfMonth, tollFreeOnNet, unrated } from "./special-list.ts";
import { instantOf } from "./start-times.ts";
import type { TrunkLine } from "./trunk-line.ts";

/** The calls that a demonstration must not leave to chance. */
export function specialCalls(given: {
  readonly seed: string;
  readonly lines: readonly TrunkLine[];
  readonly company: { readonly accounts: readonly Account[]; readonly sources: readonly Source[] };
  readonly period: Period;
}): readonly DraftCall[] {
  const { seed, lines, company, period } = given;
  const firstOf = (name: Profile["name"]): TrunkLine | undefined =>
    lines.find((line) => line.profile.name === name);
  const agents = firstOf("agents");
  const tollFree = agents?.tollFreeNumbers[0]?.first;
  const specialsOf = (line: TrunkLine): readonly Special[] => {
    const category = line === agents ? "tollFree" : "interstate";
    const callsAgents = line.profile.name === "office" && line.source === agents?.source;
    return [
      ...startOfMonth(period, category),
      ...(isEndRead(line, lines, period) ? endOfMonth(period, category) : []),
      ...(line === firstOf("office") ? oddOnes(period) : []),
      ...(line === firstOf("school") ? unrated(period) : []),
      ...(callsAgents && tollFree !== undefined ? tollFreeOnNet(period, tollFree) : []),
    ];
  };
  return [
    ...lines.flatMap((line) => {
      const chance = random(`${seed}/special/${line.source}/${line.trunk}`);
      return specialsOf(line).map((special) => toDraft({ special, line, agents, random: chance }));
    }),
    ...ofNobody(company, period),
  ];
}

const READ_AFTER_MILLISECONDS = 5_400_000;

/** The month's files are read an hour and a half after it ended for the first customer; further west it still goes on. */
function isEndRead(line: TrunkLine, lines: readonly TrunkLine[], { until }: Period): boolean {
  const ends = lines.map(({ zone }) => startOfDay(until, zone));
  return startOfDay(until, line.zone) - Math.min(...ends) < READ_AFTER_MILLISECONDS;
}

function toDraft(given: {
  readonly special: Special;
  readonly line: TrunkLine;
  readonly agents: TrunkLine | undefined;
  readonly random: Random;
}): DraftCall {
  const { special, line, agents } = given;
  const peer = special.category === "tollFreeOnNet" ? agents : undefined;
  return {
    source: line.source,
    account: line.account,
    category: special.category,
    ...(special.category === "tollFree" ? callIn(given) : callOut(given, peer)),
    startedAt: instantOf(Date.parse(`${special.day}T${special.at}Z`), line.zone),
    ringMilliseconds: special.ringSeconds * 1000,
    talkMilliseconds: special.talkMilliseconds,
    outcome: "answered",
    isSpecial: true,
    lines: peer === undefined ? [line] : [line, peer],
  };
}

type Ends = Pick<
  DraftCall,
  "from" | "to" | "callerName" | "accountCode" | "peerAccountCode" | "trunkIn" | "trunkOut"
>;

function callIn({ line, random: chance }: Parameters<typeof toDraft>[0]): Ends {
  return {
    from: written(drawFar(line, chance), "plus"),
    to: line.tollFreeNumbers[0]?.first ?? "",
    callerName: "",
    accountCode: "",
    peerAccountCode: line.accountCode,
    trunkIn: line.carrierTrunks[0] ?? "",
    trunkOut: line.trunk,
  };
}

const SHORT_CODE_LENGTH = 3;

function callOut(
  { special, line, random: chance }: Parameters<typeof toDraft>[0],
  peer: TrunkLine | undefined,
): Ends {
  const own = drawOwnNumber(line.blocks, special.day, chance) ?? "";
  const drawn = special.category === "local" ? drawLocal(line, chance) : drawFar(line, chance);
  const to = special.to ?? drawn;
  return {
    from: written(own, line.dialling),
    to: to.length === SHORT_CODE_LENGTH ? to : written(to, line.dialling),
    callerName: line.accountName,
    accountCode: line.accountCode,
    peerAccountCode: peer?.accountCode ?? "",
    trunkIn: line.trunk,
    trunkOut: peer?.trunk ?? line.carrierTrunks[0] ?? null,
  };
}

/** A trunk that no inventory knows any more, answered: nobody's, until somebody says whose. A call to a number that ended. */
function ofNobody(
  { accounts, sources }: { readonly accounts: readonly Account[]; readonly sources: readonly Source[] },
  { from }: Period,
): readonly DraftCall[] {
  const source = sources.find(({ format }) => format === "asterisk-csv");
  const ended = accounts
    .flatMap(({ telephoneNumbers }) => telephoneNumbers)
    .find(({ until }) => until !== null && until <= from)?.number;
  if (source === undefined) return [];
  const common = {
    source: source.id,
    account: null,
    callerName: "",
    peerAccountCode: "",
    isSpecial: true,
    lines: [],
  };
  const carrier = source.carrierTrunks[0] ?? "";
  const answered: DraftCall = {
    ...common,
    category: "interstate",
    from: "17085550188",
    to: "12125550185",
    accountCode: "closed-customer",
    trunkIn: "PJSIP/old-trunk-17",
    trunkOut: carrier,
    startedAt: instantOf(Date.parse(`${addDays(from, 20)}T11:20:31Z`), source.zone),
    ringMilliseconds: 8_000,
    talkMilliseconds: 95_600,
    outcome: "answered",
  };
  if (ended === undefined) return [answered];
  const refused: DraftCall = {
    ...common,
    category: "inbound",
    from: "+17085550187",
    to: ended,
    accountCode: "",
    trunkIn: carrier,
    trunkOut: null,
    startedAt: instantOf(Date.parse(`${addDays(from, 2)}T10:04:12Z`), source.zone),
    ringMilliseconds: 700,
    talkMilliseconds: 0,
    outcome: "failed",
  };
  return [answered, refused];
}
