export type { Bus, Delivery, Intake, LedgerBucket, LedgerEntry, PositionAdvance } from "./bus.ts";
export { inProcessBus } from "./in-process-bus.ts";
export { type LedgerCount, type LedgerTally, ledgerSums, ledgerTally } from "./ledger-sums.ts";
export { type Turnstile, turnstile } from "./turnstile.ts";
