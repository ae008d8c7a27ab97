import type { Instant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import type { Rating } from "@tollwright/rating";
import { type CallRow, callColumns, callFromRow } from "../calls/call-row.ts";
import { type RatingRow, ratingColumns, ratingFromRow } from "../calls/rating-row.ts";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/** A trunk of a vendor's, and from when until when it is his. */
export type VendorTrunk = {
  readonly source: string;
  readonly name: string;
  /** Null: both. */
  readonly direction: "outbound" | "inbound" | null;
  readonly from: Instant;
  readonly until: Instant;
};

export type VendorCall = {
  readonly call: Call;
  /** By which of its trunks it is his. A call that he both brought and took is there twice. */
  readonly direction: "outbound" | "inbound";
  /** Null where his side was not rated. */
  readonly rating: Rating | null;
};

/** Answered calls that left by a vendor's trunks or came by them, as they are known now, whether somebody pays for them or not. */
export async function vendorCalls(
  db: Database,
  { vendor, trunks }: { readonly vendor: string; readonly trunks: readonly VendorTrunk[] },
): Promise<readonly VendorCall[]> {
  const found = await rows<CallRow & { readonly way: VendorCall["direction"] }>(
    db,
    `select ${callColumns.map((column) => `c.${column}`).join(", ")}, w.way
     from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
       as t (source, name, direction, from_instant, until_instant)
     join call_now c on c.source = t.source and c.answered and t.name in (c.trunk_in, c.trunk_out)
       and coalesce(c.answered_at, c.started_at) >= t.from_instant
       and coalesce(c.answered_at, c.started_at) < t.until_instant
     cross join lateral (values ('outbound', c.trunk_out), ('inbound', c.trunk_in)) as w (way, trunk)
     where w.trunk = t.name and (t.direction is null or t.direction = w.way)
       and c.key_day >= (select min(day) - 2 from unnest($4::date[]) as day)
       and c.key_day <= (select max(day) + 2 from unnest($5::date[]) as day)
     order by c.key_day, c.call_key, w.way`,
    [
      trunks.map(({ source }) => source),
      trunks.map(({ name }) => name),
      trunks.map(({ direction }) => direction),
      trunks.map(({ from }) => new Date(from)),
      trunks.map(({ until }) => new Date(until)),
    ],
  );
  const ratings = await ratingsOf(db, vendor, found);
  return found.map(({ way: direction, ...row }) => {
    const call = callFromRow(row);
    return { call, direction, rating: ratings.get(`${call.keyDay} ${call.callKey} ${direction}`) ?? null };
  });
}

async function ratingsOf(
  db: Database,
  vendor: string,
  calls: readonly CallRow[],
): Promise<ReadonlyMap<string, Rating>> {
  const found = await rows<RatingRow>(
    db,
    `select ${ratingColumns.map((column) => `r.${column}`).join(", ")}
     from rating r join (select distinct * from unnest($1::bytea[], $2::date[])) as w (call_key, key_day)
       on r.call_key = w.call_key and r.key_day = w.key_day
     where r.side in ('vendor:' || $3, 'vendor:' || $3 || ':inbound')`,
    [calls.map(({ call_key }) => call_key), calls.map(({ key_day }) => key_day), vendor],
  );
  return new Map(
    found.map(ratingFromRow).map((rating) => {
      const direction = rating.attributedBy.startsWith("trunk out ") ? "outbound" : "inbound";
      return [`${rating.keyDay} ${rating.callKey} ${direction}`, rating];
    }),
  );
}
