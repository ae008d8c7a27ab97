import { type ProblemCode, problemCatalogue } from "./catalogue.ts";

/**
 * Bad input as a value: what is wrong, where, and the way out. A bug is not a Problem; it asserts.
 *
 * @example `{ code: "NO_RATE", message: "no row of deck us-termination fits 19995550100", file: "Master.csv", line: 12, wayOut: "add a row …" }`
 */
export type Problem = {
  readonly code: ProblemCode;
  readonly message: string;
  /** Where inside a document: `products[3].price`. */
  readonly path?: string;
  readonly file?: string;
  /** First line is 1. */
  readonly line?: number;
  readonly wayOut: string;
};

/** A value, or every problem that kept us from having one. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(...problems: readonly Problem[]): Result<never> {
  return { ok: false, problems };
}

/** A Problem whose way out is the catalogue's, unless it knows a better one. */
export function problem(facts: Omit<Problem, "wayOut"> & { readonly wayOut?: string }): Problem {
  return { ...facts, wayOut: facts.wayOut ?? problemCatalogue[facts.code].wayOut };
}
