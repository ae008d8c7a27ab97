import type { Account } from "./account.ts";
import { billDayOf } from "./bill-period.ts";
import { finding, type InventoryFinding } from "./finding.ts";
import type { LegalEntity } from "./legal-entity.ts";

/** Accounts belong to legal entities that are there; sites are billed one level up, within one entity and zone. */
export function checkBillTo(
  accounts: readonly Account[],
  legalEntities: readonly LegalEntity[],
): readonly InventoryFinding[] {
  const entities = new Set(legalEntities.map((entity) => entity.id));
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return accounts.flatMap((account) => [
    ...entityKnown(account, entities),
    ...payerFits(account, byId),
    ...exemptionsOfPayer(account),
  ]);
}

function entityKnown({ id, legalEntity }: Account, entities: ReadonlySet<string>): InventoryFinding[] {
  if (entities.has(legalEntity)) return [];
  const message = `there is no legal entity ${legalEntity}`;
  return [finding({ account: id, path: ["legalEntity"], code: "REFERENCE_UNKNOWN", message })];
}

function payerFits(site: Account, byId: ReadonlyMap<string, Account>): InventoryFinding[] {
  if (site.billTo === null) return [];
  return payerFaults(site, byId.get(site.billTo)).map((message) =>
    finding({ account: site.id, path: ["billTo"], code: "BILL_TO", message }),
  );
}

/** The legal entity has the currency, so one entity is one currency. */
function payerFaults(site: Account, payer: Account | undefined): string[] {
  if (payer === undefined) return [`it is billed to ${site.billTo}, which is no account`];
  return [
    ...(payer.id === site.id ? ["it is billed to itself"] : []),
    ...(payer.id !== site.id && payer.billTo !== null
      ? [`it is billed to ${payer.id}, which is billed to ${payer.billTo} itself`]
      : []),
    ...(payer.legalEntity === site.legalEntity
      ? []
      : [`it belongs to ${site.legalEntity}, and its payer ${payer.id} to ${payer.legalEntity}`]),
    ...(payer.zone === site.zone
      ? []
      : [`its zone is ${site.zone}, and that of its payer ${payer.id} ${payer.zone}`]),
    ...(billDayOf(payer) === billDayOf(site)
      ? []
      : [
          `its periods begin on day ${billDayOf(site)}, and those of its payer ${payer.id} on day ${billDayOf(payer)}`,
        ]),
  ];
}

function exemptionsOfPayer({ id, billTo, exemptions }: Account): InventoryFinding[] {
  if (billTo === null || exemptions.length === 0) return [];
  const message = `it is billed to ${billTo}, so its exemptions belong there`;
  return [finding({ account: id, path: ["exemptions"], code: "EXEMPTION_ON_SITE", message })];
}
