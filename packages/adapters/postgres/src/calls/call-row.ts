import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Call, CallDirection } from "@tollwright/cdr";
import { bytesField, type Field, instantField } from "../copy-text.ts";

/** Columns of `call` but its batch, in the order of `callFields`. */
export const callColumns = [
  "key_day",
  "call_key",
  "source",
  "key_is_weak",
  "content_hash",
  "file_hash",
  "record_offset",
  "record_length",
  "record_line",
  "from_number",
  "to_number",
  "started_at",
  "answered_at",
  "released_at",
  "billable_milliseconds",
  "answered",
  "release_cause",
  "direction",
  "trunk_in",
  "trunk_out",
  "account_hint",
  "charge_number",
  "originating_line_info",
  "jurisdiction_parameter",
  "routing_number",
  "estimated",
] as const;

export function callFields(call: Call): Field[] {
  return [
    call.keyDay,
    bytesField(call.callKey),
    call.source,
    call.keyIsWeak,
    bytesField(call.contentHash),
    bytesField(call.record.fileHash),
    call.record.offset,
    call.record.length,
    call.record.line,
    call.from,
    call.to,
    instantField(call.startedAt),
    instantField(call.answeredAt),
    instantField(call.releasedAt),
    call.billableMilliseconds,
    call.answered,
    call.releaseCause,
    call.direction,
    call.trunkIn,
    call.trunkOut,
    call.accountHint,
    call.chargeNumber,
    call.originatingLineInfo,
    call.jurisdictionParameter,
    call.routingNumber,
    call.estimated,
  ];
}

/** What `select` of `callColumns` gives. */
export type CallRow = {
  readonly key_day: CivilDate;
  readonly call_key: Buffer;
  readonly source: string;
  readonly key_is_weak: boolean;
  readonly content_hash: Buffer;
  readonly file_hash: Buffer;
  readonly record_offset: bigint;
  readonly record_length: bigint;
  readonly record_line: bigint;
  readonly from_number: string;
  readonly to_number: string;
  readonly started_at: Instant;
  readonly answered_at: Instant | null;
  readonly released_at: Instant | null;
  readonly billable_milliseconds: bigint;
  readonly answered: boolean;
  readonly release_cause: string;
  readonly direction: CallDirection;
  readonly trunk_in: string | null;
  readonly trunk_out: string | null;
  readonly account_hint: string | null;
  readonly charge_number: string | null;
  readonly originating_line_info: string | null;
  readonly jurisdiction_parameter: string | null;
  readonly routing_number: string | null;
  readonly estimated: boolean;
};

export function callFromRow(row: CallRow): Call {
  return {
    source: row.source,
    callKey: row.call_key.toString("hex"),
    keyIsWeak: row.key_is_weak,
    contentHash: row.content_hash.toString("hex"),
    keyDay: row.key_day,
    record: {
      fileHash: row.file_hash.toString("hex"),
      offset: Number(row.record_offset),
      length: Number(row.record_length),
      line: Number(row.record_line),
    },
    from: row.from_number,
    to: row.to_number,
    startedAt: row.started_at,
    answeredAt: row.answered_at,
    releasedAt: row.released_at,
    billableMilliseconds: Number(row.billable_milliseconds),
    answered: row.answered,
    releaseCause: row.release_cause,
    direction: row.direction,
    trunkIn: row.trunk_in,
    trunkOut: row.trunk_out,
    accountHint: row.account_hint,
    chargeNumber: row.charge_number,
    originatingLineInfo: row.originating_line_info,
    jurisdictionParameter: row.jurisdiction_parameter,
    routingNumber: row.routing_number,
    estimated: row.estimated,
  };
}
