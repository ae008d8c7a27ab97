import assert from "node:assert";
import { civilDateIn, type Instant } from "@tollwright/calendar";
import { drawLength } from "./call-lengths.ts";
import { CALLER_NAMES } from "./dialled-places.ts";
import {
  drawAbroad,
  drawCaller,
  drawFar,
  drawInState,
  drawLocal,
  drawOtherTollFree,
  drawOwnNumber,
  drawTollFreeCaller,
} from "./draw-numbers.ts";
import { WITHHELD, written } from "./number-text.ts";
import type { Outcome, PlannedCall } from "./planned-call.ts";
import type { Category } from "./profiles.ts";
import type { Random } from "./random.ts";
import type { TrunkLine } from "./trunk-line.ts";

/** A call before it is known whether channels were free. */
export type DraftCall = Omit<PlannedCall, "serial"> & {
  /** Whose channels it takes. */
  readonly lines: readonly TrunkLine[];
};

type Draw = { readonly line: TrunkLine; readonly startedAt: Instant; readonly random: Random };

/** A call of a line at that moment: what it is, between whom, how long. `reachable`: lines of the same switch. */
export function draftCall(given: Draw & { readonly reachable: readonly TrunkLine[] }): DraftCall {
  const { line, reachable, startedAt, random } = given;
  const category = random.weighted(line.profile.mix);
  const ends = endsOf(category, given, reachable);
  const goesOut = category !== "inbound" && category !== "tollFree";
  return {
    ...ends,
    ...courseOf(line, goesOut, random),
    source: line.source,
    account: line.account,
    startedAt,
    isSpecial: false,
  };
}

type Ends = Pick<
  DraftCall,
  | "category"
  | "from"
  | "to"
  | "callerName"
  | "accountCode"
  | "peerAccountCode"
  | "trunkIn"
  | "trunkOut"
  | "lines"
>;

function endsOf(category: Category, draw: Draw, reachable: readonly TrunkLine[]): Ends {
  if (category === "inbound" || category === "tollFree") return inboundEnds(category, draw);
  const others = reachable.filter(({ profile }) => profile.name !== "campaign");
  if (category === "onNet") {
    return others.length === 0 ? outboundEnds("local", draw) : onNetEnds(draw, draw.random.pick(others));
  }
  return outboundEnds(category, draw);
}

/** The carrier that writes a plus, or the one that does not. */
function inboundEnds(category: Category, { line, startedAt, random }: Draw): Ends {
  const day = civilDateIn(startedAt, line.zone);
  const called = drawOwnNumber(category === "tollFree" ? line.tollFreeNumbers : line.blocks, day, random);
  assert(called !== null, `${line.account} has no number in service on ${day}`);
  const trunkIn = random.pick(line.carrierTrunks);
  const isHidden = random.chance(30);
  const caller = category === "tollFree" ? drawTollFreeCaller(line, random) : drawCaller(line, random);
  return {
    category,
    from: isHidden ? WITHHELD : written(caller, trunkIn === line.carrierTrunks[0] ? "plus" : "ten"),
    to: called,
    callerName: isHidden ? "Anonymous" : random.pick(CALLER_NAMES),
    accountCode: "",
    peerAccountCode: line.accountCode,
    trunkIn,
    trunkOut: line.trunk,
    lines: [line],
  };
}

function onNetEnds({ line, startedAt, random }: Draw, other: TrunkLine): Ends {
  const called = drawOwnNumber(other.blocks, civilDateIn(startedAt, other.zone), random);
  assert(called !== null, `${other.account} has no number in service`);
  return {
    ...outboundEnds("onNet", { line, startedAt, random }),
    to: written(called, line.dialling),
    peerAccountCode: other.accountCode,
    trunkOut: other.trunk,
    lines: [line, other],
  };
}

function outboundEnds(category: Category, { line, startedAt, random }: Draw): Ends {
  const own = drawOwnNumber(line.blocks, civilDateIn(startedAt, line.zone), random);
  assert(own !== null, `${line.account} has no number in service`);
  const isHidden = category === "indeterminate";
  return {
    category,
    from: isHidden ? WITHHELD : written(own, line.dialling),
    to: dialled(category, line, random),
    callerName: isHidden ? "Anonymous" : line.accountName,
    accountCode: line.accountCode,
    peerAccountCode: "",
    trunkIn: line.trunk,
    trunkOut: random.pick(line.carrierTrunks),
    lines: [line],
  };
}

function dialled(category: Category, line: TrunkLine, random: Random): string {
  switch (category) {
    case "n11":
      return random.pick(["211", "311", "511", "611", "811"]);
    case "directoryAssistance":
      return random.chance(700) ? "411" : written(`1${line.home.localAreaCodes[0]}5551212`, line.dialling);
    case "intrastate":
      return written(drawInState(line, random), line.dialling);
    case "interstate":
    case "indeterminate":
      return written(drawFar(line, random), line.dialling);
    case "international":
      return written(drawAbroad(random), line.dialling);
    case "tollFreeOutbound":
      return written(drawOtherTollFree(random), line.dialling);
    default:
      return written(drawLocal(line, random), line.dialling);
  }
}

type Course = Pick<DraftCall, "outcome" | "ringMilliseconds" | "talkMilliseconds">;

/** Of a thousand calls that are not answered. */
const UNANSWERED = [
  ["noAnswer", 600],
  ["busy", 280],
  ["failed", 120],
] as const;

function courseOf(line: TrunkLine, goesOut: boolean, random: Random): Course {
  const { answered, lengths } = line.profile;
  if (random.chance(goesOut ? answered.outbound : answered.inbound)) {
    return {
      outcome: "answered",
      ringMilliseconds: random.between(900, goesOut ? 16_000 : 9_000),
      talkMilliseconds: drawLength(lengths, random),
    };
  }
  const outcome: Outcome = random.weighted(UNANSWERED);
  return { outcome, ringMilliseconds: ringOf(outcome, random), talkMilliseconds: 0 };
}

function ringOf(outcome: Outcome, random: Random): number {
  if (outcome === "noAnswer") return random.between(6_000, 45_000);
  return outcome === "busy" ? random.between(800, 4_000) : random.between(100, 2_200);
}
