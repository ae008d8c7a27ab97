export { type ProblemCode, problemCatalogue } from "./catalogue.ts";
export { fail, ok, type Problem, problem, type Result } from "./problem.ts";
export { pathText, schemaProblems } from "./schema-problems.ts";
