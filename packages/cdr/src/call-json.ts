import { type Instant, instantText } from "@tollwright/calendar";
import type { Call } from "./call.ts";

/** A Call as `tollwright calls read --json` prints it: instants as ISO 8601 text, the file by its name. */
export type CallJson = {
  readonly source: string;
  readonly callKey: string;
  readonly keyIsWeak: boolean;
  readonly keyDay: string;
  readonly from: string;
  readonly to: string;
  readonly startedAt: string;
  readonly answeredAt: string | null;
  readonly releasedAt: string | null;
  readonly billableMilliseconds: number;
  readonly answered: boolean;
  readonly releaseCause: string;
  readonly direction: Call["direction"];
  readonly trunkIn: string | null;
  readonly trunkOut: string | null;
  readonly accountHint: string | null;
  readonly chargeNumber: string | null;
  readonly originatingLineInfo: string | null;
  readonly jurisdictionParameter: string | null;
  readonly routingNumber: string | null;
  readonly estimated: boolean;
  readonly file: string;
  readonly line: number;
};

/** @example a call that started at epoch 1775570590000 has `startedAt: "2026-04-07T14:03:10.000Z"`. */
export function callJson(call: Call, fileName: string): CallJson {
  return {
    source: call.source,
    callKey: call.callKey,
    keyIsWeak: call.keyIsWeak,
    keyDay: call.keyDay,
    from: call.from,
    to: call.to,
    startedAt: instantText(call.startedAt),
    answeredAt: textOrNull(call.answeredAt),
    releasedAt: textOrNull(call.releasedAt),
    billableMilliseconds: call.billableMilliseconds,
    answered: call.answered,
    releaseCause: call.releaseCause,
    direction: call.direction,
    trunkIn: call.trunkIn,
    trunkOut: call.trunkOut,
    accountHint: call.accountHint,
    chargeNumber: call.chargeNumber,
    originatingLineInfo: call.originatingLineInfo,
    jurisdictionParameter: call.jurisdictionParameter,
    routingNumber: call.routingNumber,
    estimated: call.estimated,
    file: fileName,
    line: call.record.line,
  };
}

function textOrNull(value: Instant | null): string | null {
  return value === null ? null : instantText(value);
}
