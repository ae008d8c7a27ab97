import { byCodeUnit } from "@tollwright/canonical";
import {
  type Assessment,
  AssessRequestSchema,
  assessDocument,
  leviesReaching,
  recomputeTaxLine,
} from "@tollwright/tax";
import { expect, test } from "vitest";
import { cases, levies, type TaxCase } from "./tax-files.ts";

const rows = cases.flatMap(({ path, value }) =>
  value.each.map((day) => ({ path, name: value.name, facts: value.for, day })),
);

test.each(rows)("$path: $name, billed $day.billDate", ({ facts, day }) => {
  const assessment = assessed(facts, day.billDate);
  expect(billedLines(assessment)).toEqual(
    inOrder(day.lines.map(({ levy, charge, amount }) => `${levy} ${charge} ${amount}`)),
  );
  expect(byLevy(assessment.gaps.map(({ levy, kind, from, until }) => ({ levy, kind, from, until })))).toEqual(
    byLevy(day.gaps),
  );
  if (day.total !== undefined) expect(assessment.total).toBe(day.total);
  expectFoundAgain(assessment);
});

function expectFoundAgain({ taxLines }: Assessment): void {
  for (const { record } of taxLines) {
    const { base, exact, amount } = record;
    expect(recomputeTaxLine(record)).toEqual({ base, exact, amount });
  }
}

function assessed(facts: TaxCase["for"], billDate: string): Assessment {
  const request = { ...facts, billDate, levies: facts.levies ?? [] };
  const { charges, place, levies: own } = AssessRequestSchema.parse(request);
  const reaching = leviesReaching(levies, { charges, place });
  const result = assessDocument({ ...request, levies: [...reaching, ...(own ?? [])] });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

function billedLines(assessment: Assessment): readonly string[] {
  const billed = assessment.taxLines.filter((line) => line.billed && line.amount !== "0.00");
  return inOrder(billed.map((line) => `${line.levy} ${line.charge} ${line.amount}`));
}

function byLevy<T extends { readonly levy: string }>(gaps: readonly T[]): readonly T[] {
  return gaps.toSorted((left, right) => byCodeUnit(left.levy, right.levy));
}

function inOrder(lines: readonly string[]): readonly string[] {
  return lines.toSorted(byCodeUnit);
}
