import { type LegalEntity, shareADay } from "@tollwright/inventory";
import type { Finding } from "./finding.ts";

/** Interconnected VoIP is the one class with a safe harbor here (FCC 06-94, paragraph 53). */
const SAFE_HARBOR_CLASS = "voip";

/**
 * What is wrong with how a company says that its charges divide (books 21): a safe harbor for a class that has none, or two
 * methods for one class on the same day.
 */
export function checkSellerTaxes({ interstate }: LegalEntity): readonly Finding[] {
  return interstate.flatMap((election, index): Finding[] => {
    const path = ["interstate", index];
    const { serviceClass, method } = election;
    const other = interstate
      .slice(0, index)
      .some((earlier) => earlier.serviceClass === serviceClass && shareADay(earlier, election));
    const twice = `two methods divide class ${serviceClass} on the same day`;
    const none = `class ${serviceClass} has no safe harbor, only ${SAFE_HARBOR_CLASS} has`;
    return [
      ...(other ? [{ code: "INTERSTATE_METHOD", path, message: twice } as const] : []),
      ...(method === "safeHarbor" && serviceClass !== SAFE_HARBOR_CLASS
        ? [{ code: "INTERSTATE_METHOD", path: [...path, "method"], message: none } as const]
        : []),
    ];
  });
}
