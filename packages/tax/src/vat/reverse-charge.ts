import { countryOf } from "../jurisdiction.ts";
import type { Levy } from "../schema/levy.ts";
import type { AssessRequest, Certificate } from "../schema/request.ts";

/** What a certificate is called that stands for the customer's duty to account for the tax. */
export const REVERSE_CHARGE = "reverseCharge";

/**
 * The request with a certificate, under the customer's tax number, for each levy that the customer accounts for itself: so the
 * line shows the rate, the amount as exempt, and no tax. Without a tax number a business is taxed as a consumer is.
 *
 * @example a seller in Estonia, a business in Finland with a number: Finnish VAT at 25.5 %, exempt 100.00, tax 0.
 */
export function withReverseCharge(request: AssessRequest): AssessRequest {
  if (!request.buyer?.taxNumber) return request;
  const certificates = (request.levies ?? []).flatMap((levy) => certificateFor(levy, request));
  if (certificates.length === 0) return request;
  return {
    ...request,
    buyer: { ...request.buyer, exemptions: [...certificates, ...(request.buyer?.exemptions ?? [])] },
  };
}

/** The rule of a levy by which this seller charges this customer no tax; null where there is none. */
export function reverseChargeOf(
  levy: Levy,
  { seller, buyer }: Pick<AssessRequest, "seller" | "buyer">,
): { readonly note: string; readonly serviceClasses?: string[]; readonly from?: Certificate["from"] } | null {
  const rule = levy.reverseCharge;
  if (!rule || !seller?.place || !buyer?.taxNumber || !isBusiness(buyer)) return null;
  if (countryOf(seller.place) !== countryOf(levy.jurisdiction)) return rule.crossBorder ?? null;
  const { domestic } = rule;
  if (!domestic?.buyerKinds.includes(buyer.kind ?? "")) return null;
  const { note, serviceClasses, from } = domestic;
  return { note, ...(serviceClasses ? { serviceClasses } : {}), ...(from ? { from } : {}) };
}

function certificateFor(levy: Levy, request: AssessRequest): readonly Certificate[] {
  const rule = reverseChargeOf(levy, request);
  if (rule === null) return [];
  const { serviceClasses, from } = rule;
  return [
    {
      certificate: request.buyer?.taxNumber ?? "",
      kind: REVERSE_CHARGE,
      levies: [levy.id],
      ...(serviceClasses ? { serviceClasses } : {}),
      ...(from ? { from } : {}),
    },
  ];
}

function isBusiness({ kind }: NonNullable<AssessRequest["buyer"]>): boolean {
  return kind !== "residential";
}
