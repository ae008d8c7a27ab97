import type { Instant } from "@tollwright/calendar";
import type { Stamp } from "../stamp.ts";

export type Stamps = {
  readonly start: Stamp | null;
  readonly answer: Stamp | null;
  readonly end: Stamp | null;
};
/** Milliseconds that the record states; null where it states none. */
export type Known = {
  readonly duration: number | null;
  readonly billable: number | null;
  readonly setup: number | null;
};

/** Of the moments, as far as they are known. */
export type Instants = { readonly [Name in keyof Stamps]: Instant | null };
