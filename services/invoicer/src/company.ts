import { byCodeUnit } from "@tollwright/canonical";
import type { Account, LegalEntity } from "@tollwright/inventory";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { leviesOf, type PricePlan, type VersionDocument, valuesOf } from "@tollwright/rate-card";
import type { Levy } from "@tollwright/tax";

/** Who gets one invoice: the paying account and, after it, the sites billed to it in order of id. */
export type Payer = { readonly payer: Account; readonly sites: readonly Account[] };

/** The parts of the versions in force that closing needs. */
export type Company = {
  readonly legalEntity: LegalEntity;
  readonly payers: readonly Payer[];
  readonly documents: readonly VersionDocument[];
  readonly plans: readonly PricePlan[];
  readonly levies: readonly Levy[];
};

/** Picks one legal entity and its accounts out of the versions in force. */
export function companyOf(
  documents: readonly VersionDocument[],
  legalEntityId: string | null,
): Result<Company> {
  const entities = valuesOf(documents, "legalEntity");
  const chosen =
    legalEntityId === null && entities.length === 1
      ? entities[0]
      : entities.find(({ id }) => id === legalEntityId);
  if (chosen === undefined)
    return fail(
      entityUnknown(
        legalEntityId,
        entities.map(({ id }) => id),
      ),
    );
  const accounts = valuesOf(documents, "account")
    .filter(({ legalEntity }) => legalEntity === chosen.id)
    .sort((left, right) => byCodeUnit(left.id, right.id));
  const payers = accounts
    .filter(({ billTo }) => billTo === null)
    .map((payer) => ({ payer, sites: [payer, ...accounts.filter(({ billTo }) => billTo === payer.id)] }));
  return ok({
    legalEntity: chosen,
    payers,
    documents,
    plans: valuesOf(documents, "plan"),
    levies: leviesOf(documents),
  });
}

function entityUnknown(wanted: string | null, known: readonly string[]): Problem {
  const list = known.length === 0 ? "none is loaded" : `loaded: ${known.join(", ")}`;
  const message =
    wanted === null
      ? `several legal entities are in force or none (${list})`
      : `no legal entity ${wanted} (${list})`;
  return problem({ code: "LEGAL_ENTITY_UNKNOWN", message });
}
