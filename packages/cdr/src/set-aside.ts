import type { CivilDate } from "@tollwright/calendar";
import type { RecordId } from "./call.ts";
import type { CallPart } from "./call-part.ts";

/** Why a record is not (yet) a call that can be billed, with its way back (books 3). */
export type SetAside = {
  readonly bucket: "duplicate" | "conflict" | "ignored" | "suspended" | "merged" | "pending";
  /** A code of the problem catalogue, also for `ignored`. */
  readonly reason: string;
  readonly message: string;
  readonly wayOut: string;
  readonly record: RecordId;
  readonly source: string;
  /** The day known from the record, or null. */
  readonly keyDay: CivilDate | null;
  readonly callKey: string | null;
  /** Billable milliseconds where they could be read. */
  readonly milliseconds: number | null;
  /** What a piece of a call says, while it waits (`pending`) and once it is part of a call (`merged`). */
  readonly part?: CallPart;
};
