import { ok } from "@tollwright/problem";
import {
  type Assessment,
  AssessRequestSchema,
  assessDocument,
  becauseOf,
  explainAssessment,
} from "@tollwright/tax";
import type { Calculator } from "./calculator.ts";

/** Taxes and fees on charges, by the levies that the request carries, else by those of the rate cards. */
export const assessCalculator: Calculator = {
  schema: AssessRequestSchema,
  usesLoaded: (request) =>
    typeof request === "object" && request !== null && (!("levies" in request) || request.levies === null),
  run(request, loaded) {
    const assessed = assessDocument(
      request,
      loaded && { levies: loaded.taxes, coverage: loaded.coverage ?? [] },
    );
    if (!assessed.ok) return assessed;
    return ok({ result: withSteps(assessed.value), explanation: explainAssessment(assessed.value) });
  },
};

/** Each line with a sentence for each step, for people; a run of invoices has a million lines, and makes them when it is asked. */
function withSteps(assessment: Assessment) {
  const taxLines = assessment.taxLines.map(({ record, ...line }) => ({
    ...line,
    because: becauseOf(record),
    record,
  }));
  return { ...assessment, taxLines };
}
