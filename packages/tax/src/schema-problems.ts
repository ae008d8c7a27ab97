import {
  fail,
  ok,
  type Problem,
  type ProblemCode,
  pathText,
  problemCatalogue,
  type Result,
  schemaProblems,
} from "@tollwright/problem";
import { z } from "zod";

/** A document through its schema: the value, or a problem per field. A form that is not built answers FORM_UNKNOWN. */
export function checked<T>(schema: z.ZodType<T>, document: unknown): Result<T> {
  const parsed = schema.safeParse(document);
  if (parsed.success) return ok(parsed.data);
  const problems = parsed.error.issues.flatMap(problemsOf);
  // A strange key in a form leaves it without a known one: that is one problem, not two.
  return fail(...problems.filter((found, index) => isFirst(found, problems.slice(0, index))));
}

function isFirst(found: Problem, earlier: readonly Problem[]): boolean {
  return !earlier.some((other) => other.code === "FORM_UNKNOWN" && other.path === found.path);
}

/** A problem of the catalogue, with its way out. */
export function problem(code: ProblemCode, path: string, message: string): Problem {
  return { code, path, message, wayOut: problemCatalogue[code].wayOut };
}

/** The one place of a form is named `form`; anything strange in it is a form that we do not know. */
function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  const isStrangeForm = issue.code === "unrecognized_keys" && issue.path.at(-1) === "form";
  const { problem: named } = issue.code === "custom" ? (issue.params ?? {}) : {};
  if (!isStrangeForm && named !== "FORM_UNKNOWN") return schemaProblems(new z.ZodError([issue]));
  const path = pathText(issue.path);
  return [problem("FORM_UNKNOWN", path, `${path}: ${issue.message}`)];
}
