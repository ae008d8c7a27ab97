import assert from "node:assert";
import { type Instant, type Period, startOfDay } from "@tollwright/calendar";
import type { Call, Source } from "@tollwright/cdr";
import { type Database, type VendorCall, vendorCalls, versionsInForce } from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { type Vendor, type VersionDocument, valuesOf } from "@tollwright/rate-card";
import { compileRatingRules, type Rating, type RatingRules, rateVendors, vendorOf } from "@tollwright/rating";
import {
  asBilled,
  type BillComparison,
  billComparison,
  type ComparedRecord,
  type ComparisonRules,
  comparedNumber,
  compareRecords,
} from "@tollwright/reconcile";
import { type BilledCall, readBill } from "./read-bill.ts";

export type VendorComparison = BillComparison & {
  readonly vendor: string;
  readonly currency: string;
  /** Lines of theirs that are in no class: attempts that nobody answered, and what is no call. */
  readonly notCalls: { readonly unanswered: number; readonly setAside: number };
  /** Of the lines that are no call, those that a person should look at. */
  readonly unreadable: readonly Problem[];
  /** True where their records state no amounts: what they would ask for is reckoned by our prices. */
  readonly byOurPrices: boolean;
};

/**
 * A vendor's own records or bill of a month against our calls by his trunks, in his zone. Our calls of just outside the month may
 * match, and are in no class where they do not.
 */
export async function compareVendor(
  database: Database,
  asked: {
    readonly vendor: string;
    readonly period: Period;
    readonly source: Source;
    readonly files: readonly string[];
    readonly rules: ComparisonRules;
    readonly readAt: Instant;
  },
): Promise<Result<VendorComparison>> {
  const { documents } = await versionsInForce(database);
  const vendor = valuesOf(documents, "vendor").find(({ id }) => id === asked.vendor);
  if (vendor === undefined)
    return fail(problem({ code: "VENDOR_UNKNOWN", message: `there is no vendor ${asked.vendor} in force` }));
  const bill = await readBill({ ...asked, bill: vendor.bill });
  if (!bill.ok) return bill;
  const pricing = pricingOf(vendor, documents);
  const ours = await ourRecords(database, { ...asked, vendor, pricing });
  const answered = bill.value.calls.filter(({ call }) => call.answered);
  const theirs = answered.map((one) => theirRecord(one, vendor, pricing));
  const within = monthOf(asked.period, vendor.zone, 0);
  const compared = compareRecords(ours, theirs, asked.rules);
  const missingTheirs = compared.missingTheirs.filter(({ at }) => within.from <= at && at < within.until);
  const { setAside } = bill.value;
  return ok({
    ...billComparison({ ...compared, missingTheirs }),
    vendor: vendor.id,
    currency: vendor.currency,
    notCalls: { unanswered: bill.value.calls.length - answered.length, setAside: setAside.length },
    unreadable: setAside
      .filter(({ bucket }) => bucket === "suspended" || bucket === "conflict")
      .map(({ reason, message, wayOut, file, record }) => ({
        ...{ code: reason as Problem["code"], message, wayOut, file, line: record.line },
      })),
    byOurPrices: vendor.bill === undefined,
  });
}

type Pricing = { readonly rules: RatingRules; readonly vendor: Vendor };

/** Also of a vendor whose calls are not rated as they come: then this is where they are. */
function pricingOf(vendor: Vendor, documents: readonly VersionDocument[]): Pricing {
  const rated = documents.map((document) =>
    document.kind === "vendor" && document.name === vendor.id
      ? { ...document, canonical: JSON.stringify({ ...vendor, rateCalls: true }) }
      : document,
  );
  const rules = compileRatingRules({ documents: rated });
  assert(rules.ok, "what is in force was checked");
  return { rules: rules.value, vendor };
}

function monthOf({ from, until }: Period, zone: string, margin: number): { from: Instant; until: Instant } {
  return {
    from: (startOfDay(from, zone) - margin) as Instant,
    until: (startOfDay(until, zone) + margin) as Instant,
  };
}

async function ourRecords(
  database: Database,
  of: {
    readonly vendor: Vendor;
    readonly pricing: Pricing;
    readonly period: Period;
    readonly rules: ComparisonRules;
  },
): Promise<readonly ComparedRecord[]> {
  const { vendor, pricing } = of;
  const month = monthOf(of.period, vendor.zone, of.rules.windowMilliseconds);
  const trunks = vendor.trunks.map(({ source, name, direction = null, from, until }) => {
    const end = until === null ? month.until : startOfDay(until, vendor.zone);
    return {
      ...{ source, name, direction },
      from: Math.max(month.from, startOfDay(from, vendor.zone)) as Instant,
      until: Math.min(month.until, end) as Instant,
    };
  });
  const found = await vendorCalls(database, { vendor: vendor.id, trunks });
  return found.map((one) => ourRecord(one, pricing));
}

function ourRecord({ call, direction, rating: stored }: VendorCall, pricing: Pricing): ComparedRecord {
  const rating = stored ?? ratingOf(call, direction, pricing);
  const isBilled = pricing.vendor.bill?.billedSeconds !== undefined && isPriced(rating);
  return {
    id: call.callKey,
    key: call.keyIsWeak ? null : call.callKey,
    from: rating?.fromE164 ?? comparedNumber(call.from),
    to: rating?.toE164 ?? comparedNumber(call.to),
    at: call.answeredAt ?? call.startedAt,
    seconds: isBilled ? rating.billedSeconds : secondsOf(call),
    ...moneyOf(rating, pricing.vendor),
  };
}

function theirRecord({ place, call, line }: BilledCall, vendor: Vendor, pricing: Pricing): ComparedRecord {
  const priced = line === null ? ratingOf(asOurs(call, vendor), directionOf(vendor), pricing) : null;
  const money =
    line === null ? moneyOf(priced, vendor) : { charge: line.charge, ratePerMinute: line.ratePerMinute };
  return {
    id: place,
    key: call.keyIsWeak ? null : call.callKey,
    from: comparedNumber(call.from),
    to: comparedNumber(call.to),
    at: call.answeredAt ?? call.startedAt,
    seconds: line?.billedSeconds ?? secondsOf(call),
    ...money,
  };
}

function moneyOf(
  rating: Rating | null,
  { rounding }: Vendor,
): Pick<ComparedRecord, "charge" | "ratePerMinute"> {
  if (!isPriced(rating)) return { charge: null, ratePerMinute: null };
  return { charge: asBilled(rating.charge, rounding), ratePerMinute: rating.ratePerMinute };
}

function isPriced(rating: Rating | null): rating is Rating {
  return rating !== null && rating.outcome !== "unpriced";
}

function ratingOf(call: Call, direction: VendorCall["direction"], { rules, vendor }: Pricing): Rating | null {
  const trunk = direction === "outbound" ? "trunk out " : "trunk in ";
  const isHis = ({ side, attributedBy }: Rating): boolean =>
    vendorOf(side) === vendor.id && attributedBy.startsWith(trunk);
  return rateVendors(call, rules).find(isHis) ?? null;
}

/** Who only brings calls bills those; else his records are taken for calls that we sent him. */
function directionOf({ trunks }: Vendor): VendorCall["direction"] {
  return trunks.every(({ direction }) => direction === "inbound") ? "inbound" : "outbound";
}

/** Their record as our switch would have written it, so that our prices fit it. */
function asOurs(call: Call, vendor: Vendor): Call {
  const direction = directionOf(vendor);
  const at = call.answeredAt ?? call.startedAt;
  const isThen = ({ from, until }: Vendor["trunks"][number]): boolean =>
    startOfDay(from, vendor.zone) <= at && (until === null || at < startOfDay(until, vendor.zone));
  const fitting = vendor.trunks.filter((trunk) => (trunk.direction ?? direction) === direction);
  const { source, name } = fitting.find(isThen) ?? fitting[0] ?? { source: call.source, name: null };
  const trunks =
    direction === "outbound" ? { trunkIn: null, trunkOut: name } : { trunkIn: name, trunkOut: null };
  return { ...call, source, direction, ...trunks };
}

const MILLISECONDS_PER_SECOND = 1000;

function secondsOf({ billableMilliseconds }: Call): number {
  return Math.ceil(billableMilliseconds / MILLISECONDS_PER_SECOND);
}
