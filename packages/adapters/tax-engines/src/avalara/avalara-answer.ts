import type { AvalaraChoice } from "@tollwright/inventory";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { Assessment, TaxLine } from "@tollwright/tax";
import { z } from "zod";
import { type OutsideTax, outsideTaxLine } from "../outside-tax.ts";
import { assessmentOf, badAnswer, readAnswer } from "../read-answer.ts";
import type { AvalaraRequest } from "./avalara-request.ts";

/** Numbers are read as text. */
const Decimal = z.string().regex(/^-?\d+(\.\d+)?$/, "a number");
const Errors = z.array(z.looseObject({ code: z.string().nullish(), msg: z.string().nullish() })).nullish();

const Tax = z.looseObject({
  ...{ bill: z.boolean(), cmpl: z.boolean(), cat: z.string(), name: z.string() },
  ...{
    tm: Decimal,
    calc: Decimal,
    exm: Decimal,
    lns: Decimal,
    rate: Decimal,
    tax: Decimal,
    lvl: Decimal,
    tid: Decimal,
  },
});
const Item = z.looseObject({ ref: z.string(), txs: z.array(Tax).nullish(), err: Errors });
const Answer = z.looseObject({
  inv: z.array(z.looseObject({ itms: z.array(Item), err: Errors })).nullish(),
  err: Errors,
});

const ENGINE = "avalara.afc/2";
const LEVELS: Readonly<Record<string, string>> = {
  0: "federal",
  1: "state",
  2: "county",
  3: "city",
  4: "district",
};
const PER_LINE = "4";

/** The taxes of an answer; one that says errors, or leaves an item out, is not used at all. */
export function avalaraAnswer(
  text: string,
  { charges }: AvalaraRequest,
  facts: { readonly choice: AvalaraChoice; readonly billDate: string | null },
): Result<Assessment> {
  const answer = readAnswer(ENGINE, text, Answer);
  if (!answer.ok) return answer;
  const { inv, err } = answer.value;
  const items = (inv ?? []).flatMap(({ itms }) => itms);
  const said = [err, ...(inv ?? []).map((one) => one.err), ...items.map((one) => one.err)].flatMap(
    (list) => list ?? [],
  );
  if (said.length > 0) {
    const message = `${ENGINE}: ${said.map(({ code, msg }) => `${code ?? ""} ${msg ?? ""}`.trim()).join("; ")}`;
    return fail(problem({ code: "TAX_ENGINE_REFUSED", message }));
  }
  const refs = items.map(({ ref }) => ref).toSorted();
  const wanted = charges.map((_, index) => String(index + 1)).toSorted();
  if (JSON.stringify(refs) !== JSON.stringify(wanted)) {
    return fail(
      badAnswer(ENGINE, `asked for items ${wanted.join(", ")}, it answers ${refs.join(", ") || "none"}`),
    );
  }
  const lines: TaxLine[] = [];
  for (const { ref, txs } of items) {
    const mapped = charges[Number(ref) - 1];
    for (const tax of txs ?? []) {
      const meaning = facts.choice.categories[tax.cat];
      const level = LEVELS[tax.lvl];
      if (meaning === undefined || level === undefined || mapped === undefined) {
        return fail(unknownCategory(tax.cat, tax.name));
      }
      const { charge, place } = mapped;
      const outside: OutsideTax = { ...meaning, ...sharedFacts(tax), level };
      lines.push(outsideTaxLine({ engine: ENGINE, charge, place, billDate: facts.billDate, tax: outside }));
    }
  }
  return ok(
    assessmentOf(
      lines,
      charges.map(({ charge }) => charge),
    ),
  );
}

function sharedFacts(tax: z.infer<typeof Tax>) {
  return {
    ...{ id: `avalara-${tax.tid}-${tax.lvl}`, name: tax.name, authority: tax.cat },
    ...{ measure: tax.tm, exempt: tax.exm, rate: tax.rate, amount: tax.tax },
    units: tax.calc === PER_LINE ? tax.lns : null,
    ...{ isBilled: tax.bill, isReportable: tax.cmpl },
  };
}

function unknownCategory(category: string, name: string) {
  return problem({
    code: "TAX_PRODUCT_UNMAPPED",
    message: `${ENGINE} answers ${name} of category ${category}, which the mapping does not name`,
  });
}
