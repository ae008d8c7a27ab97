import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { Answer, Calculator, Loaded } from "./calculator.ts";
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
  const found = calculatorOf(name);
  if (found === undefined) return refusal([unknownCalculator(name)]);
  const request = parseJson(requestText);
  if (!request.ok) return refusal(request.problems);
  const answered = run(found, request.value, loaded);
  if (!answered.ok) return refusal(answered.problems);
  const { result, explanation } = answered.value;
  return { answer: JSON.stringify({ result, explanation }), ok: true };
}

/** A fault of ours is told as a problem too: nothing is stored here, and the requests after it are to be answered. */
function run(found: Calculator, request: unknown, loaded: Loaded | null): Result<Answer> {
  try {
    return found.run(request, loaded);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return fail(problem({ code: "FAULT", message: `the program contradicts itself here: ${what}` }));
  }
}

/**
 * True where the answer to this request would use the rate cards: who has to read them first can leave it.
 *
 * @example `assess` without `levies` does; `round` never does, nor does a request that is no JSON.
 */
export function needsRateCards(name: string, requestText: string): boolean {
  const found = calculatorOf(name);
  if (found === undefined) return false;
  const request = parseJson(requestText);
  return request.ok && found.usesLoaded(request.value);
}

function calculatorOf(name: string): Calculator | undefined {
  return Object.hasOwn(calculators, name) ? calculators[name] : undefined;
}

/** The answer of a request that is refused. */
export function refusal(problems: readonly Problem[]): { readonly answer: string; readonly ok: false } {
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
