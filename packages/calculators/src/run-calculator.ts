import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { Loaded } from "./calculator.ts";
import { calculators } from "./calculators.ts";

/**
 * Answers one request, as `tollwright calc <name>` and `/v1/calc/<name>` do.
 *
 * @param requestText One JSON document.
 * @param loaded Levies of the rate cards, plans and decks, for requests of `assess` and `quote` that do not carry their own.
 * @returns `answer` is one line of JSON: `{"result":…,"explanation":[…]}`, or `{"problems":[{code, path, message, wayOut}]}`
 *   with `ok` false. Bad input never throws.
 * @example `round`, `{"value":"-0.005","rounding":{"mode":"halfUp","places":2}}` answers `{"result":{"value":"-0.01"},…}`.
 */
export function runCalculator(
  name: string,
  requestText: string,
  loaded: Loaded | null = null,
): { readonly answer: string; readonly ok: boolean } {
  const found = Object.hasOwn(calculators, name) ? calculators[name] : undefined;
  if (found === undefined) return refused([unknownCalculator(name)]);
  const request = parseJson(requestText);
  if (!request.ok) return refused(request.problems);
  const answered = found.run(request.value, loaded);
  if (!answered.ok) return refused(answered.problems);
  const { result, explanation } = answered.value;
  return { answer: JSON.stringify({ result, explanation }), ok: true };
}

function refused(problems: readonly Problem[]): { readonly answer: string; readonly ok: false } {
  const shown = problems.map(({ code, path, message, wayOut }) => ({
    code,
    path: path ?? "",
    message,
    wayOut,
  }));
  return { answer: JSON.stringify({ problems: shown }), ok: false };
}

function unknownCalculator(name: string): Problem {
  return problem({
    code: "CALCULATOR_UNKNOWN",
    message: `no calculator ${JSON.stringify(name)}; there are ${Object.keys(calculators).join(", ")}`,
  });
}

function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = text.trim() === "" ? "the request is empty" : `the request is not JSON: ${error.message}`;
    return fail(problem({ code: "INVALID_JSON", message }));
  }
}
