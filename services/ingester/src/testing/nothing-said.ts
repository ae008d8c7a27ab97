import type { PartFacts } from "@tollwright/cdr";

/** A piece of a call that says nothing of it; a test spreads it under what its pieces say. */
export const NOTHING_SAID: PartFacts = {
  keyDay: null,
  from: null,
  to: null,
  startedAt: null,
  answeredAt: null,
  releasedAt: null,
  billableMilliseconds: null,
  answered: null,
  releaseCause: null,
  direction: null,
  trunkIn: null,
  trunkOut: null,
  accountHint: null,
  chargeNumber: null,
  originatingLineInfo: null,
  jurisdictionParameter: null,
  routingNumber: null,
};
