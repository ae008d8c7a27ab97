import { byCodeUnit } from "@tollwright/canonical";
import type { Account, LegalEntity } from "@tollwright/inventory";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import {
  leviesOf,
  type PricePlan,
  type VersionDocument,
  type VersionKind,
  valuesOf,
} from "@tollwright/rate-card";
import type { Coverage, Levy } from "@tollwright/tax";

/** Who gets one invoice: the paying account and, after it, the sites billed to it in order of id. */
export type PayerOf<Billed> = { readonly payer: Billed; readonly sites: readonly Billed[] };
export type Payer = PayerOf<Account>;

/** The parts of the versions in force that closing needs. */
export type Company = {
  readonly legalEntity: LegalEntity;
  readonly plans: readonly PricePlan[];
  readonly levies: readonly Levy[];
  readonly coverage: readonly Coverage[];
};

/** The kinds of versions that a close looks at, beside the accounts: decks have priced already. */
export const COMPANY_KINDS = [
  "legalEntity",
  "plan",
  "levy",
  "levyTable",
  "levyOverlay",
  "coverage",
] as const satisfies readonly VersionKind[];

/** Picks one legal entity, and what it sells and levies, out of the versions in force. */
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
  return ok({
    legalEntity: chosen,
    plans: valuesOf(documents, "plan"),
    levies: leviesOf(documents),
    coverage: valuesOf(documents, "coverage"),
  });
}

/** The accounts of a legal entity by who pays, in order of id. */
export function payersOf<Billed extends Pick<Account, "id" | "legalEntity" | "billTo">>(
  accounts: readonly Billed[],
  { id }: LegalEntity,
): readonly PayerOf<Billed>[] {
  const own = accounts
    .filter(({ legalEntity }) => legalEntity === id)
    .sort((left, right) => byCodeUnit(left.id, right.id));
  const billedTo = Map.groupBy(own, ({ billTo }) => billTo);
  return (billedTo.get(null) ?? []).map((payer) => ({
    payer,
    sites: [payer, ...(billedTo.get(payer.id) ?? [])],
  }));
}

function entityUnknown(wanted: string | null, known: readonly string[]): Problem {
  const list = known.length === 0 ? "none is loaded" : `loaded: ${known.join(", ")}`;
  const message =
    wanted === null
      ? `several legal entities are in force or none (${list})`
      : `no legal entity ${wanted} (${list})`;
  return problem({ code: "LEGAL_ENTITY_UNKNOWN", message });
}
