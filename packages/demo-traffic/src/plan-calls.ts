import { civilDateIn, type Instant, type Period } from "@tollwright/calendar";
import { channelUse } from "./channel-use.ts";
import { type DraftCall, draftCall } from "./draft-call.ts";
import { answeredAt, type PlannedCall } from "./planned-call.ts";
import { random } from "./random.ts";
import { startTimes } from "./start-times.ts";
import { committedOn, type TrunkLine } from "./trunk-line.ts";

/**
 * Every call of the sources, in order of its start, so that channels are taken as they would have been: a call that
 * finds all channels of a group taken fails at once, and no group ever carries more than its ceiling.
 *
 * @param special Calls that are there on purpose; they count among `records`.
 */
export function planCalls(given: {
  readonly seed: string;
  readonly lines: readonly TrunkLine[];
  readonly period: Period;
  readonly records: ReadonlyMap<string, number>;
  readonly special: readonly DraftCall[];
}): readonly PlannedCall[] {
  const use = channelUse();
  const serials = new Map<string, number>();
  return allDrafts(given).map((draft) => {
    const serial = (serials.get(draft.source) ?? 0) + 1;
    serials.set(draft.source, serial);
    const { lines, ...facts } = draft;
    const call = { ...facts, serial };
    const groups = lines.map((line) => ({ id: line.group.id, ceiling: ceilingAt(line, draft.startedAt) }));
    const until = (answeredAt(call) + call.talkMilliseconds) as Instant;
    return use.take({ groups, from: call.startedAt, until }) ? call : refused(call);
  });
}

function refused(call: PlannedCall): PlannedCall {
  return { ...call, outcome: "noChannel", trunkOut: null, ringMilliseconds: 0, talkMilliseconds: 0 };
}

function ceilingAt(line: TrunkLine, at: Instant): number {
  return Math.floor(
    (committedOn(line.group, civilDateIn(at, line.zone)) * line.profile.ceilingPercent) / 100,
  );
}

function allDrafts(given: Parameters<typeof planCalls>[0]): readonly DraftCall[] {
  const { seed, lines, period, records, special } = given;
  const drawn = [...records].flatMap(([source, total]) => {
    const ofSource = lines.filter((line) => line.source === source);
    const ordinary = total - special.filter((call) => call.source === source).length;
    return shares(ordinary, ofSource).flatMap(([line, count]) => {
      const chance = random(`${seed}/${source}/${line.trunk}`);
      const reachable = ofSource.filter((other) => other.group.id !== line.group.id);
      return startTimes({ line, period, count, random: chance }).map((startedAt) =>
        draftCall({ line, reachable, startedAt, random: chance }),
      );
    });
  });
  return [...special, ...drawn].sort((left, right) => left.startedAt - right.startedAt);
}

/** Whole numbers by weight that add up to the total: what is left over goes to the first line. */
function shares(total: number, lines: readonly TrunkLine[]): readonly (readonly [TrunkLine, number])[] {
  const weights = lines.reduce((sum, { weight }) => sum + weight, 0);
  const counts = lines.map(({ weight }) => Math.floor((total * weight) / weights));
  const spare = total - counts.reduce((sum, count) => sum + count, 0);
  return lines.map((line, index) => [line, (counts[index] ?? 0) + (index === 0 ? spare : 0)]);
}
