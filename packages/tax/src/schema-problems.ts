import { fail, ok, type Problem, type ProblemCode, problemCatalogue, type Result } from "@tollwright/problem";
import type { z } from "zod";

/** A document through its schema: the value, or a problem per field. A form that is not built answers FORM_UNKNOWN. */
export function checked<T>(schema: z.ZodType<T>, document: unknown): Result<T> {
  const parsed = schema.safeParse(document);
  if (parsed.success) return ok(parsed.data);
  const problems = parsed.error.issues.map(problemOf);
  // A strange key in a form leaves it without a known one: that is one problem, not two.
  return fail(...problems.filter((found, index) => isFirst(found, problems.slice(0, index))));
}

function isFirst(found: Problem, earlier: readonly Problem[]): boolean {
  return !earlier.some((other) => other.code === "FORM_UNKNOWN" && other.path === found.path);
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  const code = codeOf(issue);
  return problem(code, pathText(issue.path), issue.message);
}

/** A problem of the catalogue, with its way out. */
export function problem(code: ProblemCode, path: string, message: string): Problem {
  return { code, path, message, wayOut: problemCatalogue[code].wayOut };
}

/** The one place of a form is named `form`; anything strange in it is a form that we do not know. */
function codeOf(issue: z.core.$ZodIssue): ProblemCode {
  if (issue.code === "unrecognized_keys" && issue.path.at(-1) === "form") return "FORM_UNKNOWN";
  const { problem: named } = issue.code === "custom" ? (issue.params ?? {}) : {};
  return named === "FORM_UNKNOWN" ? "FORM_UNKNOWN" : "INVALID_DOCUMENT";
}

/** @example `levies[3].values[0].form` */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${String(key)}`))
    .join("");
}
