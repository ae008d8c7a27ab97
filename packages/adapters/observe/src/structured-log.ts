import { pino } from "pino";
import { masked } from "./mask.ts";

export type LogLevel = "debug" | "info" | "warn";
type LogFields = Readonly<Record<string, unknown>>;
/** One event, one line of JSON. Numbers of customers are masked at every level, in the text and in each text among the fields. */
export type StructuredLog = (level: LogLevel, text: string, fields?: LogFields) => void;

/**
 * @param options.write Takes one line with its end.
 * @param options.milliseconds The clock, since 1970.
 * @example `{"level":"info","time":"2026-05-01T06:00:00.000Z","event":"batch stored","calls":5000}`
 */
export function structuredLog(options: {
  readonly level: LogLevel;
  readonly write: (line: string) => void;
  readonly milliseconds: () => number;
}): StructuredLog {
  const log = pino(
    {
      level: options.level,
      base: null,
      messageKey: "event",
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date(options.milliseconds()).toISOString()}"`,
    },
    { write: options.write },
  );
  return (level, text, fields = {}) => log[level](maskedFields(fields), masked(text));
}

function maskedFields(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, maskedValue(value)]));
}

/** Counts stay; whatever is text could hold a number. */
function maskedValue(value: unknown): unknown {
  if (typeof value === "string") return masked(value);
  if (typeof value === "bigint") return masked(String(value));
  if (Array.isArray(value)) return value.map(maskedValue);
  if (typeof value === "object" && value !== null)
    return maskedFields(Object.fromEntries(Object.entries(value)));
  return value;
}
