export { type ProblemCode, problemCatalogue } from "./catalogue.ts";
export { fail, ok, type Problem, problem, type Result } from "./problem.ts";
export { ProblemError } from "./problem-error.ts";
export { problemsDocument } from "./problems-document.ts";
export { pathText, schemaProblems } from "./schema-problems.ts";
