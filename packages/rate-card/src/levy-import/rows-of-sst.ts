import { CivilDate } from "@tollwright/calendar";
import type { Levy } from "@tollwright/tax";
import type { SourceFile } from "@tollwright/yaml";
import { withDaysWithoutRate } from "./days-without-rate.ts";
import type { FigureRow, NumberedRow } from "./figure-row.ts";
import type { SstRate } from "./read-sst-rates.ts";

/** What the levy of an interstate rate is called behind the code of its jurisdiction. */
export const INTERSTATE = "-INTERSTATE";

/** Where the governing board publishes the files of all member states. */
const PUBLISHED_AT = "https://www.streamlinedsalestax.org/ratesandboundry/Rates/";
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/**
 * The rates as rows of figures. What of a service the tax reaches is not in the file: it is taken from the state's own sales tax
 * where the folder has one. Where the rates inside the state and across its border differ, each is a levy of its own.
 *
 * @param salesTax The state's levy, whose portion counts; null: interstate and intrastate service.
 */
export function rowsOfSst(
  rates: readonly SstRate[],
  file: SourceFile,
  salesTax: Levy | null,
): readonly NumberedRow[] {
  const differ = rates.some(({ intrastate, interstate }) => intrastate !== interstate);
  const whole = basisOf(salesTax);
  return withDaysWithoutRate(rates, nameOf(file)).flatMap((rate) => {
    if (!differ || whole !== "percent_interstate_and_intrastate")
      return [rowOf(rate, { basis: whole, share: rate.intrastate, code: rate.code }, file)];
    return [
      rowOf(rate, { basis: "percent_intrastate", share: rate.intrastate, code: rate.code }, file),
      rowOf(
        rate,
        { basis: "percent_interstate", share: rate.interstate, code: `${rate.code}${INTERSTATE}` },
        file,
      ),
    ];
  });
}

function basisOf(salesTax: Levy | null): FigureRow["basis"] {
  return salesTax?.portion === "intrastate" ? "percent_intrastate" : "percent_interstate_and_intrastate";
}

function rowOf(
  rate: SstRate,
  part: { readonly basis: FigureRow["basis"]; readonly share: string; readonly code: string },
  file: SourceFile,
): NumberedRow {
  const { state, jurisdiction, from, lastDay, line } = rate;
  const name = nameOf(file);
  const day = dayOfName(name);
  const isSeen = day !== null && from <= day && (lastDay === null || day <= lastDay);
  const interstate = part.basis === "percent_interstate" ? "Interstate " : "";
  return {
    state,
    level: jurisdiction.level === "state" ? "state" : "county",
    jurisdiction: jurisdiction.level === "state" ? state : part.code,
    where: jurisdiction,
    tax_code: part.code,
    tax_name: `${interstate}${jurisdiction.level === "state" ? "State" : "Local"} Sales Tax`,
    category: "sales",
    basis: part.basis,
    rate: points(part.share),
    applies_to_voip: "yes",
    pass_through: "required",
    authority: `Sales tax law of ${state} under the Streamlined Sales and Use Tax Agreement`,
    effective_from: from,
    ...(lastDay === null ? {} : { effective_to: lastDay }),
    source_title: `Streamlined Sales Tax rate file ${name}`,
    source_url: PUBLISHED_AT,
    confidence: "high",
    ...(isSeen ? { seen_in_force_on: day } : {}),
    line,
  };
}

export function nameOf({ path }: SourceFile): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
}

/** A share as percent points: the point two places to the right. @example `0.00375` is `0.375` */
function points(share: string): string {
  const [whole = "0", fraction = ""] = share.split(".");
  const digits = fraction.padEnd(2, "0");
  const text = `${whole}${digits.slice(0, 2)}.${digits.slice(2)}`;
  return text.replace(/^0+(?=\d)/, "").replace(/\.$/, "");
}

/** @example `GAR2026Q2FEB19` was made on 2026-02-19 */
function dayOfName(name: string): CivilDate | null {
  const [, year, month = "", day] = /^[A-Z]{2}R(\d{4})Q\d([A-Z]{3})(\d{2})$/i.exec(name) ?? [];
  const number = MONTHS.indexOf(month.toUpperCase()) + 1;
  if (year === undefined || day === undefined || number === 0) return null;
  const made = CivilDate.safeParse(`${year}-${String(number).padStart(2, "0")}-${day}`);
  return made.success ? made.data : null;
}
