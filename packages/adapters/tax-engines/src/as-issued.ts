import { compare, exact } from "@tollwright/money";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { Assessment, TaxDocument } from "@tollwright/tax";

/** The same assessment, where it comes to what the document was issued with; TAX_ENGINE_DIFFERS otherwise. */
export function asIssued(
  engine: string,
  { code, issuedTaxes }: TaxDocument,
  assessment: Assessment,
): Result<Assessment> {
  if (issuedTaxes === undefined || compare(exact(issuedTaxes), exact(assessment.total)) === 0)
    return ok(assessment);
  const message = `${code} was issued with taxes of ${issuedTaxes}, and ${engine} now comes to ${assessment.total}`;
  return fail(problem({ code: "TAX_ENGINE_DIFFERS", message }));
}
