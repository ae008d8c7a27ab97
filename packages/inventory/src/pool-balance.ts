import { CivilDate } from "@tollwright/calendar";
import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { Id } from "./fields.ts";

/** Minutes or calls put into a pool by hand, in the period that `from` lies in: an opening balance, or goodwill. */
export const PoolBalance = z.strictObject({
  /** The product of kind pool. */
  pool: Id,
  /** The location or trunk group whose own pool it is; absent for the account's. */
  holder: Id.nullish(),
  units: PositiveDecimalText,
  from: CivilDate,
  /** The first day on which they can no longer be drawn. */
  until: CivilDate,
});
