import { addMonths, type CivilDate } from "@tollwright/calendar";
import type { Account, ExemptionCertificate } from "@tollwright/inventory";
import type { AssessRequest, Certificate } from "@tollwright/tax";

/** The payer as the tax engine sees it: what it is, and its certificates as far as they hold. */
export function taxBuyer(payer: Account): NonNullable<AssessRequest["buyer"]> {
  return { kind: payer.buyerKind, exemptions: payer.exemptions.map(certificate) };
}

const MONTHS_OF_A_CERTIFICATION = 12;

/** One that is certified each year exempts for twelve months from its last certification on, and no longer. */
function certificate({ papers, ...stated }: ExemptionCertificate): Certificate {
  const certifiedOn = papers?.certifiedOn;
  if (certifiedOn === undefined) return stated;
  return {
    ...stated,
    until: earlier(stated.until ?? null, addMonths(certifiedOn, MONTHS_OF_A_CERTIFICATION)),
  };
}

function earlier(stated: CivilDate | null, end: CivilDate): CivilDate {
  return stated !== null && stated < end ? stated : end;
}
