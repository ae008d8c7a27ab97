import type { Problem, Result } from "@tollwright/problem";
import { expect } from "vitest";

/** The value of a result that must be good; its problems are told where it is not. */
export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  return expect.unreachable(result.problems.map(({ code, message }) => `${code}: ${message}`).join("\n"));
}

export function codes(result: Result<unknown>): readonly string[] {
  return result.ok ? [] : result.problems.map(({ code }: Problem) => code);
}
