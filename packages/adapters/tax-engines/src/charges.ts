import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { AssessRequest, TaxCharge, TaxDocument, TaxPlace } from "@tollwright/tax";

type Selector = {
  readonly serviceClass: string;
  readonly chargeKind?: string | undefined;
  readonly portion?: string | undefined;
  readonly lines?: string | undefined;
};

/** A charge with what the engine calls it, and where it is used. */
export type MappedCharge<Product extends Selector> = {
  readonly charge: TaxCharge;
  readonly product: Product;
  readonly place: TaxPlace;
  /** Lines, trunks or channels of it; whole numbers. */
  readonly lines: string;
};

/**
 * The charges in the engine's words. One that no product of the mapping fits is a problem, never untaxed; so is one whose place
 * is shared, which the mapping does not carry.
 */
export function mappedCharges<Product extends Selector>(
  { request }: TaxDocument,
  products: readonly Product[],
): Result<readonly MappedCharge<Product>[]> {
  const mapped = request.charges.map((charge) => mappedCharge(charge, request, products));
  const problems = mapped.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return fail(...problems);
  return ok(mapped.flatMap((one) => (one.ok ? [one.value] : [])));
}

function mappedCharge<Product extends Selector>(
  charge: TaxCharge,
  request: AssessRequest,
  products: readonly Product[],
): Result<MappedCharge<Product>> {
  const product = products.find((candidate) => fits(candidate, charge));
  if (product === undefined) return fail(unmapped(charge, `no product of the mapping fits ${words(charge)}`));
  const place = charge.place ?? request.place;
  if (charge.situs || !place) return fail(unmapped(charge, "its place is shared or not known"));
  return ok({ charge, product, place, lines: String(charge.counts?.[product.lines ?? ""] ?? "0") });
}

function fits({ serviceClass, chargeKind, portion }: Selector, charge: TaxCharge): boolean {
  return (
    serviceClass === charge.serviceClass &&
    (chargeKind === undefined || chargeKind === (charge.kind ?? "recurring")) &&
    (portion === undefined || portion === (charge.portion ?? "intrastate"))
  );
}

function words({ serviceClass, kind, portion }: TaxCharge): string {
  return [serviceClass ?? "no class", kind ?? "recurring", portion ?? "intrastate"].join(", ");
}

function unmapped(charge: TaxCharge, why: string): Problem {
  return problem({ code: "TAX_PRODUCT_UNMAPPED", message: `charge ${charge.id}: ${why}` });
}

/** The engine's codes for what the buyer's certificates exempt; one that names no family of the mapping is a problem. */
export function exemptionCodes<Code>(
  { request }: TaxDocument,
  codes: Readonly<Record<string, Code>>,
): Result<readonly Code[]> {
  const problems: Problem[] = [];
  const found = new Set<Code>();
  for (const { certificate, families, levies, kinds, levels, place, share } of request.buyer?.exemptions ??
    []) {
    const isNarrow = [levies, kinds, levels, place, share].some((selector) => (selector ?? null) !== null);
    const mapped = (families ?? []).map((family) => codes[family]);
    if (isNarrow || mapped.length === 0 || mapped.includes(undefined)) {
      problems.push(
        problem({
          code: "TAX_PRODUCT_UNMAPPED",
          message: `certificate ${certificate} exempts what the mapping has no code for`,
        }),
      );
    } else for (const code of mapped) if (code !== undefined) found.add(code);
  }
  return problems.length > 0 ? fail(...problems) : ok([...found]);
}
