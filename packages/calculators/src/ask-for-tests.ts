import assert from "node:assert";
import { runCalculator } from "./run-calculator.ts";

type Asked = {
  readonly result?: unknown;
  readonly explanation?: readonly string[];
  readonly problems?: readonly { readonly code: string; readonly path: string }[];
};

/** Asks a calculator as a person would, through text. */
export function answerOf(name: string, request: unknown): Asked {
  const { answer, ok } = runCalculator(name, JSON.stringify(request));
  const asked: Asked = JSON.parse(answer);
  assert.equal(ok, asked.problems === undefined, "ok says whether there were problems");
  assert(!answer.includes("\n"), "an answer is one line");
  return asked;
}

export function resultOf(name: string, request: unknown): unknown {
  const { result, problems } = answerOf(name, request);
  assert(result !== undefined, JSON.stringify(problems));
  return result;
}

/** `CODE path` of each problem. */
export function problemsOf(name: string, request: unknown): readonly string[] {
  return (answerOf(name, request).problems ?? []).map(({ code, path }) => `${code} ${path}`);
}
