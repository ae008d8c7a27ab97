import type { CivilDate, Instant } from "@tollwright/calendar";

/** Which records of the suspense desk are meant; what is left out restricts nothing. */
export type SetAsideFilter = {
  /** `open` unless said otherwise: waits or is kept · `decided`: a person decided, wrote off or accepted. */
  readonly status?: "open" | "decided";
  readonly ids?: readonly bigint[];
  readonly bucket?: string;
  readonly reason?: string;
  readonly source?: string;
  /** Name of a file as it was delivered, with or without its folders, or the beginning of its hash. */
  readonly file?: string;
  /** The switch's day of the call; null is unknown. */
  readonly day?: CivilDate | null;
  /** Stored before this instant. */
  readonly before?: Instant;
};

/**
 * Rows of set_aside as `s`, and as `b` the batch that set the record aside first: recycling that finds another reason makes a
 * new row, and the record is as old as before.
 */
export const SET_ASIDE_FROM = `
  set_aside s
  cross join lateral (
    select min(earlier.batch) as batch from set_aside earlier
    where earlier.source = s.source and earlier.file_hash = s.file_hash and earlier.record_offset = s.record_offset
  ) first_time
  join load_batch b on b.id = first_time.batch`;

/** Conditions on `s`, a row of set_aside, and `b`, its batch; `values` are $1 to $9. */
export const SET_ASIDE_WHERE = `
  (case when $1 = 'open' then s.status = 'open' else s.decided_by is not null end)
  and ($2::bigint[] is null or s.id = any ($2))
  and ($3::text is null or s.bucket = $3)
  and ($4::text is null or s.reason = $4)
  and ($5::text is null or s.source = $5)
  and ($6::text is null or starts_with(encode(s.file_hash, 'hex'), $6) or exists (
    select from delivery d
    where d.source = s.source and d.file_hash = s.file_hash and (d.name = $6 or right(d.name, length($6) + 1) = '/' || $6)))
  and ($7::date is null or s.key_day = $7)
  and (not $8::boolean or s.key_day is null)
  and ($9::timestamptz is null or b.at < $9)`;

export function filterValues(filter: SetAsideFilter): readonly unknown[] {
  return [
    filter.status ?? "open",
    filter.ids ?? null,
    filter.bucket ?? null,
    filter.reason ?? null,
    filter.source ?? null,
    filter.file ?? null,
    filter.day ?? null,
    filter.day === null,
    filter.before === undefined ? null : new Date(filter.before),
  ];
}
