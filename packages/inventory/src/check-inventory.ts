import type { Account } from "./account.ts";
import { checkAccount } from "./check-account.ts";
import { checkBillTo } from "./check-bill-to.ts";
import { checkOwners } from "./check-owners.ts";
import type { InventoryFinding } from "./finding.ts";
import type { LegalEntity } from "./legal-entity.ts";

/**
 * Everything that can be wrong with a set of accounts before plans are looked at: dates, locations, ids, certificates, sites
 * and their payers, and things that two own at the same time.
 *
 * @param accounts All accounts that will be in force together.
 * @example a number that account A has until 2026-04-10 and B from 2026-04-09: NUMBER_TWO_OWNERS; from 2026-04-10: nothing.
 */
export function checkInventory(
  accounts: readonly Account[],
  legalEntities: readonly LegalEntity[],
): readonly InventoryFinding[] {
  return [
    ...accounts.flatMap(checkAccount),
    ...checkBillTo(accounts, legalEntities),
    ...checkOwners(accounts),
  ];
}
