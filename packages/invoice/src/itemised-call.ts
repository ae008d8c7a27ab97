import { type CallAllocation, usageChargeKey } from "@tollwright/billing";
import { localText } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import { divide, toText, whole } from "@tollwright/money";
import type { Rating } from "@tollwright/rating";
import type { ItemisedCall } from "./invoice.ts";

const MILLISECONDS_PER_SECOND = 1000;

/**
 * A rated call as its row of the itemised file. Null where the rating names no product (unanswered, emergency): such a
 * call is on no line.
 *
 * @param zone The account's: the row shows its wall clock. @param allocation What pools and tiers gave the call; absent or
 *   null where it is billed at its list price (books 13).
 * @example 61,500 ms of an interstate call at 0.0210 a minute, 6/6: 61.5 seconds, 66 billed, 0.023100.
 */
export function itemisedCall(input: {
  readonly call: Pick<Call, "from" | "to" | "billableMilliseconds" | "callKey">;
  readonly rating: Rating;
  readonly zone: string;
  readonly allocation?: Pick<CallAllocation, "billedCharge" | "drawnSeconds"> | null;
}): ItemisedCall | null {
  const { call, rating, zone, allocation } = input;
  const { account, location, plan, product, callClass } = rating;
  if (plan === null || product === null) return null;
  return {
    account,
    chargeKey: usageChargeKey({ account, location, plan, product, callClass }),
    dateTime: localText(rating.ratedAt, zone),
    zone,
    direction: rating.side === "customer:origin" ? "outbound" : "inbound",
    from: rating.fromE164 ?? call.from,
    to: rating.toE164 ?? call.to,
    destination: rating.destination,
    callClass,
    seconds: toText(divide(whole(call.billableMilliseconds), whole(MILLISECONDS_PER_SECOND))),
    billedSeconds: rating.billedSeconds,
    poolSeconds: allocation?.drawnSeconds ?? 0,
    ratePerMinute: rating.ratePerMinute ?? "",
    listCharge: rating.charge,
    billedCharge: allocation?.billedCharge ?? rating.charge,
    callKey: call.callKey,
  };
}
