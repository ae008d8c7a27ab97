import { CivilDate } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";

type Json = Readonly<Record<string, unknown>>;

/**
 * Whether parsed JSON has the shape of a call and nothing beside it, as far as one look tells: a tenth of the time of the schema, which
 * has the last word on whatever this does not take. Only the zero character is looked for in the JSON as a whole.
 */
export function isPlainCall(value: unknown, form: number): value is Call & { readonly form: number } {
  if (typeof value !== "object" || value === null) return false;
  const json = value as Json;
  const { record } = json;
  return (
    Object.keys(json).length === FIELDS &&
    json["form"] === form &&
    typeof record === "object" &&
    record !== null &&
    isRecord(record as Json) &&
    matches(json["callKey"], KEY) &&
    matches(json["contentHash"], HASH) &&
    isDay(json["keyDay"]) &&
    json["source"] !== "" &&
    TEXTS.every((name) => typeof json[name] === "string") &&
    MAYBE_TEXTS.every((name) => json[name] === null || typeof json[name] === "string") &&
    FLAGS.every((name) => typeof json[name] === "boolean") &&
    DIRECTIONS.has(json["direction"]) &&
    isCount(json["billableMilliseconds"]) &&
    Number.isSafeInteger(json["startedAt"]) &&
    MAYBE_INSTANTS.every((name) => json[name] === null || Number.isSafeInteger(json[name]))
  );
}

const KEY = /^[0-9a-f]{32}$/;
const HASH = /^[0-9a-f]{64}$/;
const TEXTS = ["source", "from", "to", "releaseCause"];
const MAYBE_TEXTS = [
  "trunkIn",
  "trunkOut",
  "accountHint",
  "chargeNumber",
  "originatingLineInfo",
  "jurisdictionParameter",
  "routingNumber",
];
const FLAGS = ["keyIsWeak", "answered", "estimated"];
const MAYBE_INSTANTS = ["answeredAt", "releasedAt"];
const DIRECTIONS = new Set<unknown>(["inbound", "outbound", "onNet", "unknown"]);
/** Those named here and above, each once. */
const FIELDS =
  ["form", "record", "callKey", "contentHash", "keyDay", "direction", "billableMilliseconds", "startedAt"]
    .length + [TEXTS, MAYBE_TEXTS, FLAGS, MAYBE_INSTANTS].flat().length;
const RECORD_FIELDS = 4;

function isRecord(record: Json): boolean {
  return (
    Object.keys(record).length === RECORD_FIELDS &&
    matches(record["fileHash"], HASH) &&
    isCount(record["offset"]) &&
    isCount(record["length"]) &&
    isCount(record["line"])
  );
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** A month has few days, and a topic few months. */
const knownDays = new Set<unknown>();
const MOST_DAYS = 10_000;

function isDay(value: unknown): boolean {
  if (knownDays.has(value)) return true;
  if (knownDays.size >= MOST_DAYS || !CivilDate.safeParse(value).success) return false;
  knownDays.add(value);
  return true;
}
