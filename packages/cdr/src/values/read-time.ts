import type { Stamp } from "../stamp.ts";

/** A stamp; null where the text means that there was no time; `unreadable` where it is none of the pattern. */
export type ReadTime = (text: string) => Stamp | null | "unreadable";
