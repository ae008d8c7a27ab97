import { instantText } from "@tollwright/calendar";
import type { RaisedAlert } from "@tollwright/postgres";

const UNITS: Readonly<Record<string, string>> = {
  minutes: "minutes",
  charge: "at list price",
  calls: "calls",
  concurrentCalls: "calls at one time",
};

/** @example `ALERT 7  acme  2026-04-07T14:00Z: 640 minutes, threshold 600 (night-minutes: Much traffic in one hour.)` */
export function alertText(alert: RaisedAlert): string {
  const { id, account, hour, value, measure, threshold, rule, description } = alert;
  const told = `${shown(value)} ${UNITS[measure] ?? measure}, threshold ${threshold}`;
  return `ALERT ${id}  ${account}  ${hourText(hour)}: ${told} (${rule}: ${description})`;
}

/** Minutes are a quotient that may never end: two places are enough to be told of it. */
function shown(value: string): string {
  const [whole = "", places = ""] = value.split(".");
  return places.length <= 2 ? value : `${whole}.${places.slice(0, 2)}…`;
}

export function hourText(hour: RaisedAlert["hour"]): string {
  return `${instantText(hour).slice(0, 16)}Z`;
}
