import { type CivilDate, instant } from "@tollwright/calendar";
import { localReading } from "../digits.ts";
import { type Fault, unreadable } from "../fault.ts";
import type { FormatTools } from "../format-reader.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import type { Source } from "../source.ts";
import { ignored } from "./ignored.ts";
import type { Column } from "./named-columns.ts";
import { recordStamps } from "./record-stamps.ts";
import type { ReadTime } from "./written-times.ts";

/*
 * What a BroadWorks record says, in XML or CSV, by the names that both give to its fields.
 *
 * `type`: only Normal is billed; Start and End mark a file; long-duration, interim and failover records tell of a call that its
 * Normal record bills. There is no duration: seconds are release less answer, both exact to the millisecond. Times are GMT;
 * `userTimeZone` (`1+020000`, the 1 for daylight time) tells what the user's clock showed and changes nothing.
 *
 * A call between two users of one group or enterprise (`asCallType`) gives an Originating and a Terminating record: the first is
 * billed, or the second where the source says `billedLeg: b`; with `onNet: never` both are. Any other call gives one record
 * for each of our users in it, and each is a call of its own, outbound or inbound.
 *
 * The customer is found by `group`, else `serviceProvider`: an account code that a user dials tells departments apart and is
 * not read. `chargeIndicator` is not read either: what y and n mean beyond the answer is not known to us. `recordId` holds a counter
 * of the system, markers included, so what is missing is reported. Reference: cdr and rate decks, section 2.5.
 */
export type RecordName = {
  readonly key: string;
  /** Null where it cannot be told from the rest. */
  readonly counted: { readonly system: string; readonly counter: number } | null;
};

export function broadworksFacts(
  source: Source,
  tools: FormatTools,
): (column: Column, name: RecordName) => RecordFacts | Fault {
  const billed = source.billedLeg === "b" ? "Terminating" : "Originating";
  return (column, { key, counted }) => {
    if (counted !== null) tools.sequence(counted.system, counted.counter);
    const kind = column("type");
    if (kind === "Start" || kind === "End") return ignored("MARKER_RECORD", `${kind} of a file`);
    if (UNBILLED.test(kind)) return ignored("INTERIM_RECORD", `a record of type ${kind}`, knownOf(column));
    if (kind !== "Normal") return unreadable("RECORD_KIND", `a record of type "${kind.slice(0, 30)}"`);
    const isOnNet = source.onNet !== "never" && ON_NET.has(column("asCallType"));
    const side = column("direction");
    if (isOnNet && side !== "" && side !== billed)
      return ignored("OTHER_LEG", `the ${side} record of an on-net call`, knownOf(column));
    return callFacts(column, { key, direction: isOnNet ? "onNet" : (DIRECTIONS.get(side) ?? null) });
  };
}

const UNBILLED = /long.?duration|interim|failover/i;
const ON_NET = new Set(["Group", "Enterprise"]);
const DIRECTIONS: ReadonlyMap<string, "outbound" | "inbound"> = new Map([
  ["Originating", "outbound"],
  ["Terminating", "inbound"],
]);

function callFacts(
  column: Column,
  { key, direction }: Pick<RecordFacts, "direction"> & { readonly key: string },
): RecordFacts | Fault {
  if (key === "") return { ...unreadable("RECORD_NO_KEY", "the record has no recordId"), ...knownOf(column) };
  const { milliseconds } = knownOf(column);
  const texts = { start: column("startTime"), answer: column("answerTime"), end: column("releaseTime") };
  const stamps = recordStamps(texts, gmtTime, milliseconds);
  if ("bucket" in stamps) return stamps;
  const answered = column("answerIndicator").startsWith("Yes");
  if (answered && milliseconds === null)
    return {
      ...unreadable("RECORD_TIME", "answered, and its answer or release time is missing"),
      ...knownOf(column),
    };
  return {
    ...NOTHING_SAID,
    key,
    content: CONTENT.map(column),
    ...stamps,
    billableMilliseconds: answered ? milliseconds : 0,
    answered,
    from: column("callingNumber") || column("userNumber"),
    to: column("calledNumber") || column("networkTranslatedNumber") || column("dialedDigits"),
    releaseCause: column("q850Cause") || column("terminationCause"),
    direction,
    ...trunksOf(column),
    accountHint: column("group") || column("serviceProvider") || null,
    chargeNumber: column("chargeNumber") || null,
    routingNumber: column("routingNumber") || null,
  };
}

/** The user's trunk group stands on the user's side of the call, the route on the network's. */
function trunksOf(column: Column): Pick<RecordFacts, "trunkIn" | "trunkOut"> {
  const [group, route] = [column("trunkGroupName") || null, column("route") || null];
  const isIncoming = column("direction") === "Terminating";
  return isIncoming ? { trunkIn: route, trunkOut: group } : { trunkIn: group, trunkOut: route };
}

function knownOf(column: Column): Pick<Fault, "keyDay" | "milliseconds"> {
  const [start, answer, end] = ["startTime", "answerTime", "releaseTime"].map((name) =>
    gmtTime(column(name)),
  );
  const isKnown = typeof answer === "object" && typeof end === "object";
  const milliseconds =
    isKnown && answer?.kind === "instant" && end?.kind === "instant" ? end.at - answer.at : null;
  return { keyDay: typeof start === "object" ? (start?.day ?? null) : null, milliseconds };
}

/** `20260407140310.250`, GMT. */
const gmtTime: ReadTime = (text) => {
  if (text === "") return null;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,3}))?$/.exec(text);
  if (parts === null) return "unreadable";
  const [, year, month, date, hour, minute, second, fraction = ""] = parts;
  const day = `${year}-${month}-${date}` as CivilDate;
  const reading = localReading(`${day} ${hour}:${minute}:${second}`);
  if (reading === null) return "unreadable";
  return { kind: "instant", at: instant(reading + Number(fraction.padEnd(3, "0"))), day };
};

const CONTENT = [
  "type",
  "userNumber",
  "groupNumber",
  "direction",
  "callingNumber",
  "calledNumber",
  "startTime",
  "answerIndicator",
  "answerTime",
  "releaseTime",
  "terminationCause",
  "dialedDigits",
  "networkTranslatedNumber",
  "route",
  "group",
  "serviceProvider",
  "chargeIndicator",
  "trunkGroupName",
  "chargeNumber",
  "q850Cause",
  "routingNumber",
  "asCallType",
];
