import {
  allocate,
  DecimalText,
  type Exact,
  exact,
  isMultiple,
  isZero,
  ShareText,
  sum,
  toFixedText,
  toText,
} from "@tollwright/money";
import { fail, ok, type Problem, problem } from "@tollwright/problem";
import { z } from "zod";
import { calculator } from "./calculator.ts";
import { Places } from "./fields.ts";

const Request = z.strictObject({
  total: DecimalText,
  weights: z.array(
    ShareText.refine((weight) => !weight.startsWith("-"), { error: "a weight, zero or more" }),
  ),
  places: Places,
});

/** A total split by weights, to the last unit. */
export const allocateCalculator = calculator({
  schema: Request,
  run({ total, weights, places }) {
    const split = { total: exact(total), weights: weights.map((weight) => exact(weight)), places };
    const problems = splitProblems(split);
    if (problems.length > 0) return fail(...problems);
    const shares = allocate(split.total, split.weights, places).map((share) => toFixedText(share, places));
    return ok({
      result: { shares },
      explanation: [
        `${total} over weights that add up to ${toText(sum(split.weights))}: each part rounded down to ${places} places, then the spare units to the largest remainders, the first one first.`,
      ],
    });
  },
});

function splitProblems(split: {
  readonly total: Exact;
  readonly weights: readonly Exact[];
  readonly places: number;
}): readonly Problem[] {
  const problems: Problem[] = [];
  if (isZero(sum(split.weights))) {
    problems.push(problem({ code: "WEIGHTS_ZERO", path: "weights", message: "weights add up to zero" }));
  }
  if (!isMultiple(split.total, split.places)) {
    const message = `total ${toText(split.total)} is finer than ${split.places} places`;
    problems.push(problem({ code: "FINER_THAN_PLACES", path: "total", message }));
  }
  return problems;
}
