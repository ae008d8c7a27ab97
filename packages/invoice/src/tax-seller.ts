import { type CivilDate, contains, type OpenPeriod } from "@tollwright/calendar";
import type { LegalEntity } from "@tollwright/inventory";
import type { AssessRequest } from "@tollwright/tax";

type Seller = NonNullable<AssessRequest["seller"]>;

const DE_MINIMIS = "it owes no direct contribution (47 CFR 54.708)";

const sellers = new WeakMap<LegalEntity, Map<CivilDate, Seller>>();

/**
 * The company as the tax engine sees it on a day: the first of the service period for what it elected and where it is at home.
 *
 * A class by its actual traffic has no method here: its charges carry their shares. Made once a day: all invoices of a run ask.
 */
export function taxSeller(legalEntity: LegalEntity, day: CivilDate): Seller {
  const days = sellers.get(legalEntity) ?? new Map<CivilDate, Seller>();
  sellers.set(legalEntity, days);
  const seller = days.get(day) ?? sellerOn(legalEntity, day);
  days.set(day, seller);
  return seller;
}

function sellerOn(legalEntity: LegalEntity, day: CivilDate): Seller {
  const holds = (entry: OpenPeriod): boolean => contains(entry, day);
  const status = legalEntity.universalService?.find(holds);
  const exclusions = (legalEntity.exclusions ?? []).filter(holds).map(exclusion);
  return {
    place: placeOf(legalEntity),
    interstateMethod: interstateMethods(legalEntity, day),
    elections: legalEntity.elections,
    ...(legalEntity.nexus === undefined
      ? {}
      : { nexus: legalEntity.nexus.filter(holds).map(({ state }) => state) }),
    exclusions: [...exclusions, ...(status?.contributes === "deMinimis" ? [noContribution] : [])],
    limitedInternational: status?.limitedInternational ?? false,
  };
}

/** Where it is established: its own address. */
function placeOf({ address: { country, state } }: LegalEntity): NonNullable<Seller["place"]> {
  return { country, ...(state === "" ? {} : { state }) };
}

const noContribution: NonNullable<Seller["exclusions"]>[number] = {
  families: ["usf"],
  levels: ["federal"],
  reason: DE_MINIMIS,
};

function exclusion({
  state,
  levies,
  families,
  reason,
}: NonNullable<LegalEntity["exclusions"]>[number]): NonNullable<Seller["exclusions"]>[number] {
  return {
    ...(state === undefined ? {} : { place: { state } }),
    ...(levies === undefined ? {} : { levies }),
    ...(families === undefined ? {} : { families }),
    reason,
  };
}

function interstateMethods(
  legalEntity: LegalEntity,
  day: CivilDate,
): NonNullable<Seller["interstateMethod"]> {
  const inForce = legalEntity.interstate.filter((election) => contains(election, day));
  return Object.fromEntries(
    inForce.flatMap(({ serviceClass, method }) => (method === "actual" ? [] : [[serviceClass, method]])),
  );
}

/** Classes whose charges divide as the calls of the period did. */
export function actualClasses(legalEntity: LegalEntity, day: CivilDate): readonly string[] {
  return legalEntity.interstate
    .filter((election) => election.method === "actual" && contains(election, day))
    .map(({ serviceClass }) => serviceClass);
}
