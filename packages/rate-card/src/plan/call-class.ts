import { z } from "zod";

/** Classes of a call that a usage product can serve; the rating decides which one a call has. */
export const CallClass = z.enum([
  "interstate",
  "intrastate",
  /** Within a state and within one LATA, where a table of LATAs is loaded. A plan that does not name it sells it as `intrastate`. */
  "intraLata",
  "indeterminate",
  "local",
  "international",
  /** Received on a toll-free number: from another state, from abroad, or from a caller whose state nobody knows. */
  "tollFree",
  /** Received on a toll-free number from the state where it rings. A plan that does not name it sells it as `tollFree`. */
  "tollFreeIntrastate",
  "onNet",
  "inbound",
  "n11",
  "directoryAssistance",
  /** Our customer dials a toll-free number: the caller owes nothing, so a plan serves it free. */
  "tollFreeOutbound",
  "premium",
  "operator",
  "personal",
  /** Carrier services, government, Canadian non-geographic: sold only by a plan that names it. */
  "special",
]);
export type CallClass = z.infer<typeof CallClass>;
