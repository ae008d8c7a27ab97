import type { CivilDate } from "@tollwright/calendar";
import { type Exact, exact, one, zero } from "@tollwright/money";
import { certificateCovers, levelOf } from "./jurisdiction.ts";
import type { Levy } from "./schema/levy.ts";
import type { AssessRequest, Certificate, TaxCharge } from "./schema/request.ts";

/** The part of a charge that a certificate exempts from a levy: zero without one. */
export type Exemption = { readonly certificate: Certificate | null; readonly share: Exact };

/** Of several certificates the first that fits counts. */
export function exemptionOf(facts: {
  readonly levy: Levy;
  readonly charge: TaxCharge;
  readonly buyer: AssessRequest["buyer"];
  readonly day: CivilDate | null;
  readonly isBilled: boolean;
}): Exemption {
  const certificate = facts.buyer?.exemptions?.find((candidate) => fits(candidate, facts));
  if (certificate === undefined) return NOT_EXEMPT;
  return { certificate, share: certificate.share ? exact(certificate.share) : one };
}

const NOT_EXEMPT: Exemption = { certificate: null, share: zero };

/** All selectors that are given must fit: a certificate never exempts from a levy that it does not name. */
function fits(certificate: Certificate, facts: Parameters<typeof exemptionOf>[0]): boolean {
  const { levy, charge, day } = facts;
  return (
    (facts.isBilled || reachesSeller(certificate)) &&
    names(certificate.levies, levy.id) &&
    names(certificate.families, levy.family) &&
    names(certificate.kinds, levy.kind) &&
    names(certificate.levels, levelOf(levy.jurisdiction)) &&
    names(certificate.serviceClasses, charge.serviceClass) &&
    certificateCovers(certificate.place, levy.jurisdiction) &&
    (!levy.exemptionKinds || names(levy.exemptionKinds, certificate.kind)) &&
    (!certificate.from || (day !== null && certificate.from <= day)) &&
    (!certificate.until || (day !== null && day < certificate.until))
  );
}

/**
 * A customer's certificate for all of a level or kind is about what is asked of the customer; what the seller owes and does not
 * bill is exempt where the certificate names it.
 */
function reachesSeller({ levies, families }: Certificate): boolean {
  return (levies ?? families ?? null) !== null;
}

function names(list: readonly string[] | null | undefined, word: string | null | undefined): boolean {
  return !list || (word !== null && word !== undefined && list.includes(word));
}
