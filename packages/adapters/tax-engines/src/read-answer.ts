import { add, exact, sum, toFixedText, toText } from "@tollwright/money";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { Assessment, TaxLine } from "@tollwright/tax";
import type { z } from "zod";
import { parseExactly } from "./exact-json.ts";

/** An answer of the shape that is expected, its numbers as text; TAX_ENGINE_ANSWER for any other. */
export function readAnswer<T>(engine: string, text: string, schema: z.ZodType<T>): Result<T> {
  try {
    const parsed = schema.safeParse(parseExactly(text));
    if (parsed.success) return ok(parsed.data);
    const [issue] = parsed.error.issues;
    return fail(badAnswer(engine, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not as expected"}`));
  } catch (error) {
    return fail(badAnswer(engine, `no JSON: ${error instanceof Error ? error.message : String(error)}`));
  }
}

export function badAnswer(engine: string, why: string): Problem {
  return problem({ code: "TAX_ENGINE_ANSWER", message: `the answer of ${engine} cannot be used: ${why}` });
}

/** Lines of a whole answer as an assessment. */
export function assessmentOf(
  lines: readonly TaxLine[],
  charges: readonly { readonly id: string; readonly amount: string }[],
): Assessment {
  const billed = lines.filter((line) => line.billed);
  const total = (of: readonly TaxLine[]): string =>
    toFixedText(sum(of.map(({ amount }) => exact(amount))), 2);
  return {
    taxLines: lines,
    gaps: [],
    unassessed: [],
    total: total(billed),
    exact: toText(billed.reduce((all, line) => add(all, exact(line.exact)), exact("0"))),
    notBilled: total(lines.filter((line) => !line.billed)),
    charges: charges.map(({ id, amount }) => ({ id, net: amount })),
  };
}
