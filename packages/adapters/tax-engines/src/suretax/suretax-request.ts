import { createHash } from "node:crypto";
import type { SureTaxChoice } from "@tollwright/inventory";
import { exact, sum, toText } from "@tollwright/money";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { TaxCharge, TaxDocument } from "@tollwright/tax";
import { exemptionCodes, type MappedCharge, mappedCharges } from "../charges.ts";

type Product = SureTaxChoice["products"][number];

export type SureTaxLogin = { readonly clientNumber: string; readonly validationKey: string };

export type SureTaxRequest = { readonly body: string; readonly charges: readonly MappedCharge<Product>[] };

/** Grouped by line item, in detail, to nine places: the most that the engine gives. */
const RESPONSE = { ResponseGroup: "00", ResponseType: "D9" };
const STAN_CHARACTERS = 16;
const SECONDS_PER_MINUTE = 60n;

/** @param purpose A quote leaves nothing behind; `record` is reported. */
export function sureTaxRequest(
  document: TaxDocument,
  {
    choice,
    login,
    purpose,
  }: { readonly choice: SureTaxChoice; readonly login: SureTaxLogin; readonly purpose: "quote" | "record" },
): Result<SureTaxRequest> {
  const mapped = mappedCharges(document, choice.products);
  if (!mapped.ok) return mapped;
  const exemptions = exemptionCodes(document, choice.exemptionCodes);
  if (!exemptions.ok) return exemptions;
  const nowhere = mapped.value.find(({ charge }) => !document.addresses.has(charge.location ?? ""));
  if (nowhere !== undefined) {
    const message = `charge ${nowhere.charge.id}: its location has no street address, by which the engine finds its place`;
    return fail(problem({ code: "TAX_PRODUCT_UNMAPPED", message }));
  }
  const { billDate } = document.request;
  const [year = "", month = ""] = (billDate ?? "").split("-");
  const request = {
    ...{
      ClientNumber: login.clientNumber,
      ValidationKey: login.validationKey,
      BusinessUnit: choice.businessUnit,
    },
    ...{ DataYear: year, DataMonth: month, CmplDataYear: year, CmplDataMonth: month },
    TotalRevenue: toText(sum(mapped.value.map(({ charge }) => exact(charge.amount)))),
    ReturnFileCode: purpose === "quote" ? "Q" : "0",
    ClientTracking: document.code,
    STAN: createHash("sha256").update(document.code).digest("hex").slice(0, STAN_CHARACTERS),
    ...RESPONSE,
    ItemList: mapped.value.map((one, index) =>
      item(one, { document, choice, index, exemptions: exemptions.value }),
    ),
  };
  return ok({ body: JSON.stringify({ request: JSON.stringify(request) }), charges: mapped.value });
}

function item(
  { charge, product, lines }: MappedCharge<Product>,
  facts: {
    readonly document: TaxDocument;
    readonly choice: SureTaxChoice;
    readonly index: number;
    readonly exemptions: readonly string[];
  },
) {
  const { document, choice, index, exemptions } = facts;
  const { request, account, code } = document;
  return {
    ...{
      LineNumber: String(index + 1),
      InvoiceNumber: alphanumeric(code),
      CustomerNumber: alphanumeric(account),
    },
    ...{ OrigNumber: "", TermNumber: "", BillToNumber: "" },
    TransDate: `${charge.billDate ?? request.billDate}T00:00:00`,
    ...(charge.period
      ? { BillingPeriodStartDate: charge.period.from, BillingPeriodEndDate: charge.period.until }
      : {}),
    Revenue: charge.amount,
    TaxIncludedCode: charge.taxIncluded === true ? "1" : "0",
    ...{ Units: lines === "0" ? "1" : lines, UnitType: "00", Seconds: secondsOf(charge) },
    ...{ TaxSitusRule: choice.situsRule, TransTypeCode: product.transactionCode },
    SalesTypeCode: salesType(charge, request.buyer?.kind ?? null),
    RegulatoryCode: choice.regulatoryCode,
    ...{ TaxExemptionCodeList: exemptions.length === 0 ? ["00"] : exemptions, ExemptReasonCode: "" },
    Address: addressOf(document, charge),
  };
}

/** The vendor takes letters and digits alone. */
function alphanumeric(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, "").slice(0, 40);
}

function salesType({ lifeline }: TaxCharge, kind: string | null): string {
  if (lifeline === true) return "L";
  return kind === "residential" ? "R" : "B";
}

/** Whole seconds, rounded up: the vendor takes no parts of one. */
function secondsOf({ counts }: TaxCharge): string {
  const [whole = "0", fraction = ""] = String(counts?.["minutes"] ?? "0").split(".");
  const scale = 10n ** BigInt(fraction.length);
  const seconds = BigInt(`${whole}${fraction}`) * SECONDS_PER_MINUTE;
  return String((seconds + scale - 1n) / scale);
}

function addressOf({ addresses }: TaxDocument, { location }: TaxCharge) {
  const address = addresses.get(location ?? "");
  const [postalCode = "", plus4 = ""] = (address?.postalCode ?? "").split("-");
  return {
    ...{ PrimaryAddressLine: address?.lines[0] ?? "", SecondaryAddressLine: address?.lines[1] ?? "" },
    ...{ City: address?.city ?? "", State: address?.state ?? "", PostalCode: postalCode, Plus4: plus4 },
    ...{ Country: address?.country ?? "", VerifyAddress: "false" },
  };
}
