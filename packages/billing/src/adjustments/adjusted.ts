import type { Problem } from "@tollwright/problem";
import type { Charge } from "../charge.ts";
import type { Remaining } from "./remaining.ts";

/** Lines after an adjustment, the lines that it made, and what could not be done. */
export type Adjusted = {
  readonly lines: readonly Remaining[];
  readonly charges: readonly Charge[];
  readonly problems: readonly Problem[];
};
