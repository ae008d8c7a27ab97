import { fail, ok, problem, type Result, schemaProblems } from "@tollwright/problem";
import {
  type Assessment,
  AssessRequestSchema,
  assess,
  assessDocument,
  explainAssessment,
} from "@tollwright/tax";
import type { Calculator, Loaded } from "./calculator.ts";

/** Taxes and fees on charges, by the levies that the request carries, else by those of the rate cards. */
export const assessCalculator: Calculator = {
  schema: AssessRequestSchema,
  run(request, loaded) {
    const assessed = carriesLevies(request) ? assessDocument(request) : byLoadedLevies(request, loaded);
    if (!assessed.ok) return assessed;
    return ok({ result: assessed.value, explanation: explainAssessment(assessed.value) });
  },
};

function carriesLevies(request: unknown): boolean {
  return typeof request === "object" && request !== null && "levies" in request && request.levies !== null;
}

/** Loaded levies were checked when they were loaded, so they do not go through the request's schema again. */
function byLoadedLevies(request: unknown, loaded: Loaded | null): Result<Assessment> {
  const parsed = AssessRequestSchema.safeParse(request);
  if (!parsed.success) return fail(...schemaProblems(parsed.error));
  if (loaded !== null) return assess({ ...parsed.data, levies: [...loaded.levies] });
  const message = "levies: the request carries none, and none are loaded";
  return fail(problem({ code: "INVALID_DOCUMENT", path: "levies", message }));
}
