import { discountSteps } from "@tollwright/billing";
import {
  allocate,
  type Exact,
  exact,
  isMultiple,
  isZero,
  PositiveDecimalText,
  round,
  ShareText,
  subtract,
  sum,
  toFixedText,
  toText,
} from "@tollwright/money";
import { fail, ok, type Problem, problem } from "@tollwright/problem";
import { z } from "zod";
import { calculator } from "./calculator.ts";
import { Places } from "./fields.ts";

const Discount = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("percent"),
    value: ShareText.refine((share) => !share.startsWith("-"), { error: "a share, zero or more" }),
  }),
  z.strictObject({ kind: z.literal("amount"), value: PositiveDecimalText }),
]);

const Request = z.strictObject({
  lines: z.array(PositiveDecimalText),
  discounts: z.array(Discount),
  places: Places,
});

/** Discounts on several lines: percents first, each of what is left, then amounts; rounded once, spread over the lines. */
export const discountCalculator = calculator({
  schema: Request,
  run({ lines: lineTexts, discounts, places }) {
    const lines = lineTexts.map((line) => exact(line));
    const problems = lineProblems(lines, places);
    if (problems.length > 0) return fail(...problems);
    const gross = sum(lines);
    const steps = discountSteps(gross, discounts);
    const left = steps.at(-1)?.left ?? gross;
    const discount = round(subtract(gross, left), { mode: "halfUp", places });
    const shares = allocate(discount, lines, places);
    const text = (value: Exact): string => toFixedText(value, places);
    return ok({
      result: {
        discount: text(discount),
        total: text(subtract(gross, discount)),
        shares: shares.map(text),
        lines: lines.map((line, index) => text(subtract(line, shares[index] ?? line))),
      },
      explanation: [
        `The lines add up to ${toText(gross)}.`,
        ...steps.map(
          ({ term, off, left: rest }) =>
            `${term.kind} ${term.value} takes ${toText(off)}: ${toText(rest)} is left.`,
        ),
        `The discount, rounded halfUp to ${places} places, is ${text(discount)}, spread over the lines by their amounts.`,
      ],
    });
  },
});

function lineProblems(lines: readonly Exact[], places: number): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [index, line] of lines.entries()) {
    if (isMultiple(line, places)) continue;
    const message = `lines[${index}]: ${toText(line)} is finer than ${places} places`;
    problems.push(problem({ code: "FINER_THAN_PLACES", path: `lines[${index}]`, message }));
  }
  if (isZero(sum(lines))) {
    problems.push(problem({ code: "WEIGHTS_ZERO", path: "lines", message: "the lines add up to zero" }));
  }
  return problems;
}
