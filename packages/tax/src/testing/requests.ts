import assert from "node:assert";
import type { Problem } from "@tollwright/problem";
import { assessDocument } from "../assess.ts";
import type { Assessment } from "../tax-line.ts";

/** The answer to a request that must be good: for tests. */
export function answerTo(request: unknown): Assessment {
  const result = assessDocument(request);
  assert(result.ok, JSON.stringify(result));
  return result.value;
}

/** The problems of a request that must be refused. */
export function problemsOf(request: unknown): readonly Problem[] {
  const result = assessDocument(request);
  assert(!result.ok, "refused");
  return result.problems;
}

/** Each line as `levy charge base amount`; for what is counted, `units u` stands for the base. */
export function lineTexts(request: unknown): readonly string[] {
  return answerTo(request).taxLines.map((line) => {
    const measure = line.units === null ? line.base : `${line.units}u`;
    return `${line.levy} ${line.charge} ${measure} ${line.amount}${line.billed ? "" : " not billed"}`;
  });
}
