import { type Database, versionsInForce } from "@tollwright/postgres";
import { leviesOf } from "@tollwright/rate-card";
import { monthlyAllowances } from "@tollwright/returns";

/** What the provider keeps of a month's invoices, by the levies that are in force now. */
export async function allowancesInForce(database: Database): Promise<ReturnType<typeof monthlyAllowances>> {
  const { documents } = await versionsInForce(database);
  return monthlyAllowances(leviesOf(documents));
}
