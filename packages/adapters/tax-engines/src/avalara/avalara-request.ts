import type { AvalaraChoice } from "@tollwright/inventory";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { TaxDocument, TaxPlace } from "@tollwright/tax";
import { exemptionCodes, type MappedCharge, mappedCharges } from "../charges.ts";
import { jsonNumber } from "../exact-json.ts";

type Product = AvalaraChoice["products"][number];

/** The body of CalcTaxes, with the charges in its order: item `1` is the first. */
export type AvalaraRequest = { readonly body: string; readonly charges: readonly MappedCharge<Product>[] };

/** Three letters, as the vendor writes countries; others are not mapped. */
const COUNTRIES: Readonly<Record<string, string>> = { US: "USA", CA: "CAN" };
/** The share that the engine takes without an override (vendor's sample: 0.649), and its number for VoIP. */
const SAFE_HARBOR = { type: 2, federal: "0.649" };

/**
 * @param code The document's code; null for a quote, of which the engine keeps nothing. Never committed here: that is a step of
 *   its own.
 */
export function avalaraRequest(
  document: TaxDocument,
  choice: AvalaraChoice,
  code: string | null,
): Result<AvalaraRequest> {
  const mapped = mappedCharges(document, choice.products);
  if (!mapped.ok) return mapped;
  const exemptions = exemptionCodes(document, choice.exemptionCategories);
  if (!exemptions.ok) return exemptions;
  const abroad = mapped.value.find(({ place }) => COUNTRIES[place.country ?? "US"] === undefined);
  if (abroad !== undefined)
    return fail(notMapped(abroad.charge.id, `places in ${abroad.place.country} are not mapped`));
  const discounted = mapped.value.find(
    ({ charge }) => charge.discount && !["retail", "account"].includes(charge.discount),
  );
  if (discounted !== undefined)
    return fail(notMapped(discounted.charge.id, "its class of discount is not mapped"));
  const { request } = document;
  const invoice = {
    ...(code === null ? {} : { doc: code }),
    cmmt: false,
    bill: locationOf(mapped.value[0]?.place ?? {}, document, mapped.value[0]?.charge.location),
    cust: request.buyer?.kind === "residential" ? 0 : 1,
    lfln: request.charges.some(({ lifeline }) => lifeline === true),
    date: `${request.billDate}T00:00:00Z`,
    exms: exemptions.value.map((cat) => ({ frc: false, cat })),
    itms: mapped.value.map((one, index) => item(one, { document, index })),
    ...{ invm: true, dtl: true, summ: false },
  };
  const body = JSON.stringify({ cmpn: company(document, choice), inv: [invoice], ...safeHarbor(document) });
  return ok({ body, charges: mapped.value });
}

function company({ request }: TaxDocument, { company: of }: AvalaraChoice) {
  const states = new Set(request.charges.flatMap(({ place }) => place?.state ?? []));
  const { nexus } = request.seller ?? {};
  const outside = [...states].filter((state) => nexus && !nexus.includes(state));
  return {
    bscl: of.businessClass === "ilec" ? 0 : 1,
    svcl: of.serviceClass === "primaryLocal" ? 0 : 1,
    ...{ fclt: of.facilitiesBased, frch: of.franchise, reg: of.regulated },
    excl: outside.map((st) => ({ ctry: "USA", st, excl: true })),
    ...(of.identifier === undefined ? {} : { idnt: of.identifier }),
  };
}

function item(
  { charge, product, place, lines }: MappedCharge<Product>,
  { document, index }: { readonly document: TaxDocument; readonly index: number },
) {
  const at = locationOf(place, document, charge.location);
  const minutes = charge.counts?.["minutes"] ?? null;
  return {
    ref: String(index + 1),
    ...{ from: at, to: at },
    chg: jsonNumber(charge.amount),
    line: jsonNumber(lines),
    ...(minutes === null ? {} : { min: jsonNumber(String(minutes)) }),
    sale: document.request.buyer?.kind === "reseller" ? 0 : 1,
    incl: charge.taxIncluded === true,
    ...{ tran: product.transaction, serv: product.service, dbt: false, adj: false },
  };
}

function locationOf(place: TaxPlace, { addresses }: TaxDocument, location: string | null | undefined) {
  const address = addresses.get(location ?? "");
  return {
    ctry: COUNTRIES[place.country ?? "US"],
    int: Boolean(place.city),
    geo: false,
    ...(place.state ? { st: place.state } : {}),
    ...(place.county ? { cnty: place.county } : {}),
    ...(place.city ? { city: place.city } : address ? { city: address.city } : {}),
    ...(address ? { zip: address.postalCode } : {}),
  };
}

/** The seller's traffic study takes the place of the engine's safe harbor for VoIP, in the federal and the state part. */
function safeHarbor({ request }: TaxDocument) {
  const method = request.seller?.interstateMethod?.["voip"];
  if (!method || method === "safeHarbor") return {};
  const { type: sh, federal: old } = SAFE_HARBOR;
  return { sovr: [{ sh, old: jsonNumber(old), new: jsonNumber(method.trafficStudy) }] };
}

function notMapped(charge: string, why: string) {
  return problem({ code: "TAX_PRODUCT_UNMAPPED", message: `charge ${charge}: ${why}` });
}
