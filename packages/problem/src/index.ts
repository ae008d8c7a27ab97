export { type ProblemCode, problemCatalogue } from "./catalogue.ts";
export { fail, ok, type Problem, type Result } from "./problem.ts";
