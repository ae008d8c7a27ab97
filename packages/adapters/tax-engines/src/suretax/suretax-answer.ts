import type { SureTaxChoice } from "@tollwright/inventory";
import { compare, exact, sum, toText } from "@tollwright/money";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { Assessment, TaxLine } from "@tollwright/tax";
import { z } from "zod";
import { outsideTaxLine } from "../outside-tax.ts";
import { assessmentOf, badAnswer, readAnswer } from "../read-answer.ts";
import type { SureTaxRequest } from "./suretax-request.ts";

const ENGINE = "suretax";
/** Some amounts come as text and some as numbers; numbers are read as text too. */
const Decimal = z.string().regex(/^-?\d+(\.\d+)?$/, "a number");
const Optional = Decimal.nullish();

const Tax = z.looseObject({
  ...{ TaxTypeCode: z.string(), TaxTypeDesc: z.string(), TaxAmount: Decimal },
  ...{
    Revenue: Optional,
    RevenueBase: Optional,
    TaxRate: Optional,
    FeeRate: Optional,
    TaxAuthorityName: z.string().nullish(),
  },
});
const Group = z.looseObject({ LineNumber: z.string().nullish(), TaxList: z.array(Tax).nullish() });
const Answer = z.looseObject({
  ...{ Successful: z.string(), ResponseCode: z.string(), HeaderMessage: z.string().nullish() },
  ItemMessages: z.array(z.unknown()).nullish(),
  TotalTax: Optional,
  GroupList: z.array(Group).nullish(),
});
const Wrapper = z.looseObject({ d: z.string() });

const SUCCESS = "9999";

/** The taxes of an answer; one with messages on items, or whose lines do not add up to its own total, is not used at all. */
export function sureTaxAnswer(
  text: string,
  { charges }: SureTaxRequest,
  facts: { readonly choice: SureTaxChoice; readonly billDate: string | null },
): Result<Assessment> {
  const wrapper = readAnswer(ENGINE, text, Wrapper);
  if (!wrapper.ok) return wrapper;
  const read = readAnswer(ENGINE, wrapper.value.d, Answer);
  if (!read.ok) return read;
  const answer = read.value;
  const messages = (answer.ItemMessages ?? []).map((message) => JSON.stringify(message));
  if (answer.Successful !== "Y" || answer.ResponseCode !== SUCCESS || messages.length > 0) {
    const said = [answer.ResponseCode, answer.HeaderMessage ?? "", ...messages].join(" ");
    return fail(problem({ code: "TAX_ENGINE_REFUSED", message: `${ENGINE}: ${said.trim()}` }));
  }
  const taxes = (answer.GroupList ?? []).flatMap((group) =>
    (group.TaxList ?? []).map((tax) => ({ group, tax })),
  );
  const total = sum(taxes.map(({ tax }) => exact(tax.TaxAmount)));
  if (!answer.TotalTax || compare(total, exact(answer.TotalTax)) !== 0) {
    return fail(
      badAnswer(ENGINE, `its lines come to ${toText(total)}, its total is ${answer.TotalTax ?? "missing"}`),
    );
  }
  const lines: TaxLine[] = [];
  for (const { group, tax } of taxes) {
    const mapped = charges[Number(group.LineNumber ?? "0") - 1];
    const meaning = facts.choice.taxTypes[tax.TaxTypeCode];
    if (mapped === undefined)
      return fail(badAnswer(ENGINE, `it answers for a line ${group.LineNumber ?? "without number"}`));
    if (meaning === undefined) return fail(unknownType(tax));
    const { charge, place } = mapped;
    lines.push(
      outsideTaxLine({
        ...{ engine: ENGINE, charge, place, billDate: facts.billDate },
        tax: { ...meaning, ...sharedFacts(tax, charge.amount) },
      }),
    );
  }
  return ok(
    assessmentOf(
      lines,
      charges.map(({ charge }) => charge),
    ),
  );
}

function sharedFacts(tax: z.infer<typeof Tax>, amount: string) {
  const rate = tax.TaxRate ?? "0";
  return {
    ...{
      id: `suretax-${tax.TaxTypeCode}`,
      name: tax.TaxTypeDesc,
      authority: tax.TaxAuthorityName ?? tax.TaxTypeDesc,
    },
    ...{ measure: tax.RevenueBase ?? tax.Revenue ?? amount, exempt: "0", amount: tax.TaxAmount },
    rate: /[1-9]/.test(rate) ? rate : (tax.FeeRate ?? "0"),
    ...{ units: null, isBilled: true, isReportable: true },
  };
}

function unknownType({ TaxTypeCode: code, TaxTypeDesc: name }: z.infer<typeof Tax>) {
  const message = `${ENGINE} answers ${name} of type ${code}, which the mapping does not name`;
  return problem({ code: "TAX_PRODUCT_UNMAPPED", message });
}
