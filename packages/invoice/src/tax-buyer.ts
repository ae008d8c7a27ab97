import type { Account, ExemptionCertificate } from "@tollwright/inventory";
import type { AssessRequest, Certificate } from "@tollwright/tax";
import { endOf } from "./certificate-report.ts";

/** The payer as the tax engine sees it: what it is, and its certificates as far as they hold. */
export function taxBuyer(payer: Account): NonNullable<AssessRequest["buyer"]> {
  const { buyerKind: kind, taxNumber } = payer;
  return {
    kind,
    ...(taxNumber === undefined ? {} : { taxNumber: taxNumber.number }),
    exemptions: payer.exemptions.map(certificate),
  };
}

function certificate(exemption: ExemptionCertificate): Certificate {
  const { papers: _, ...stated } = exemption;
  return { ...stated, until: endOf(exemption) };
}
