import type { CivilDate, Instant } from "@tollwright/calendar";

/** Content hash of the file (decompressed) and the record's place in it: the same record read again is a redelivery (books 1). */
export type RecordId = {
  /** SHA-256 of the file, 64 hexadecimal digits. */
  readonly fileHash: string;
  /** Bytes from the file's start to the record's first byte. */
  readonly offset: number;
  /** Bytes of the record, without its line end. */
  readonly length: number;
  /** First line is 1; in a file that is one JSON document, 1. */
  readonly line: number;
};

/** Seen from our switch: `inbound` came in from the public network, `outbound` left to it, `onNet` stayed with us. */
export type CallDirection = "inbound" | "outbound" | "onNet" | "unknown";

/**
 * One billable leg: raw facts only, immutable (books 5). Whose it is and what it costs is not in it.
 */
export type Call = {
  readonly source: string;
  /** 16-byte hash of the source and the format's own key, as 32 hexadecimal digits (books 1). */
  readonly callKey: string;
  /** A format without a key has a weak one; a weak duplicate from another file is suspended, not dropped. */
  readonly keyIsWeak: boolean;
  /** SHA-256 of the normalised content: same key and other content is a conflict. */
  readonly contentHash: string;
  /** The local date that the switch wrote for the start, never converted (books 2). */
  readonly keyDay: CivilDate;
  readonly record: RecordId;
  /** Numbers as the switch wrote them; normalising is the rating's first step. */
  readonly from: string;
  readonly to: string;
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly releasedAt: Instant | null;
  /** The record's own duration of the conversation; 0 where unanswered. */
  readonly billableMilliseconds: number;
  readonly answered: boolean;
  readonly releaseCause: string;
  readonly direction: CallDirection;
  readonly trunkIn: string | null;
  readonly trunkOut: string | null;
  /** The account code that the switch wrote, if any. */
  readonly accountHint: string | null;
  /** The number that the switch says pays (charge or billing number), if any. */
  readonly chargeNumber: string | null;
  /** Originating line information, the two "II digits": 27 and 70 are payphones. */
  readonly originatingLineInfo: string | null;
  /** Jurisdiction information parameter: NPA-NXX of the switch where the call began. */
  readonly jurisdictionParameter: string | null;
  /** Location routing number that the switch looked up at the time of the call; a later look-up can differ. */
  readonly routingNumber: string | null;
  /** True where the closing record never came, and the call is billed by what is known (books 5). */
  readonly estimated: boolean;
};
