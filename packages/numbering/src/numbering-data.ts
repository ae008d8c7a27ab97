import type { ExchangeTable } from "./exchange-table.ts";
import type { LocalCallingAreas } from "./local-calling-areas.ts";
import type { NumberingPlan } from "./numbering-plan.ts";

/** All tables that a call's class and jurisdiction are read from. */
export type NumberingData = {
  readonly plan: NumberingPlan;
  readonly localAreas: LocalCallingAreas;
  /** States, rate centres and LATAs that the operator loaded; empty where he has none. */
  readonly exchanges: ExchangeTable;
};
