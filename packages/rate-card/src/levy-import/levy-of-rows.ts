import { addDays, type CivilDate } from "@tollwright/calendar";
import { divide, exact, toText, whole } from "@tollwright/money";
import type { Levy, LevyForm, LevyValue } from "@tollwright/tax";
import type { FigureRow, NumberedRow } from "./figure-row.ts";
import { byStart, type DatedFigure } from "./merge-figures.ts";
import { ALL_OF_A_KIND, placeOfRow } from "./place-of-row.ts";

const FAMILY = {
  sales: "sales",
  excise: "excise",
  gross_receipts: "grossReceipts",
  utility_users: "utilityUsers",
  "911": "e911",
  "988": "s988",
  usf: "usf",
  trs: "relay",
  fee: "regulatoryFee",
} as const satisfies Record<FigureRow["category"], string>;

/** A form per unit without its amount. */
export type PerUnitShape = Omit<NonNullable<LevyForm["perUnit"]>, "amount">;

/** A line of a trunk is a call path; where a count of lines is known it goes before, for call paths after. */
const UNITS: Readonly<Record<string, PerUnitShape>> = {
  flat_per_line: { unit: "lines", orElse: { unit: "channels" } },
  flat_per_connection: { unit: "lines", orElse: { unit: "channels" } },
  flat_per_device_or_access_point: { unit: "lines", orElse: { unit: "channels" } },
  flat_per_number: { unit: "numbers" },
  flat_per_simultaneous_outbound_call_path: { unit: "channels", orElse: { unit: "lines" } },
  flat_per_trunk: { unit: "pbxTrunks" },
  flat_per_account: { unit: "account" },
  flat_per_subscriber_account: { unit: "account" },
};

/** What a percent is taken of, as portions; null: of the whole charge. */
const PORTIONS: Readonly<Record<string, Levy["portion"]>> = {
  percent_intrastate: "intrastate",
  percent_interstate: "interstate",
  percent_interstate_and_intrastate: ["interstate", "intrastate"],
  percent_interstate_and_intrastate_toll: ["interstate", "intrastate"],
};

/** Families whose base is what the customer pays for the service, the seller's own fees on it among it. */
const TAXES_OF_THE_PRICE = ["sales", "excise", "utility_users"];

/** A levy as the rows of its code describe it; what a figure file cannot say is written as not modelled. */
export function levyOfRows(rows: readonly NumberedRow[], readOn: CivilDate): Levy {
  const last = latest(rows);
  const passThrough = last.pass_through === "provider_tax" ? "forbidden" : last.pass_through;
  const jurisdiction = placeOfRow(last);
  return {
    id: last.tax_code.toLowerCase(),
    kind: last.pass_through === "required" ? "tax" : "passThrough",
    name: nameOf(last),
    description: `${last.tax_name}.`,
    statute: last.authority ?? "not named by the source",
    authority: last.jurisdiction,
    family: FAMILY[last.category],
    codes: [last.tax_code],
    jurisdiction,
    ...reachOf(last),
    ...(passThrough === "required" ? {} : { passThrough }),
    datedBy: "billDate",
    ...(notModelledOf(last).length > 0 ? { notModelled: notModelledOf(last) } : {}),
    verifiedOn: readOn,
    values: rows
      .map(datedFigure)
      .toSorted(byStart)
      .map((dated) => levyValueOf(dated, shapeOfBasis(last.basis))),
  };
}

/** The row of the newest figure says what the levy is called now. */
export function latest(rows: readonly NumberedRow[]): NumberedRow {
  const [first, ...rest] = rows;
  if (first === undefined) throw new Error("a levy is made of at least one row");
  return rest.reduce((found, row) => {
    return (row.effective_from ?? "") >= (found.effective_from ?? "") ? row : found;
  }, first);
}

/** Classes, kinds of charge, portion and base, as the basis says them. */
function reachOf(row: FigureRow): Partial<Levy> {
  const voip = row.applies_to_voip === "no" ? [] : ["voip"];
  if (row.basis.startsWith("flat")) {
    return { serviceClasses: [...voip, "localExchange"], chargeKinds: ["recurring"], portion: "all" };
  }
  if (row.basis === "percent_of_base_tariff_rate")
    return { serviceClasses: ["localExchange"], chargeKinds: ["recurring"], portion: "all" };
  const toll = row.basis.endsWith("_toll") ? { chargeKinds: ["usage"] } : {};
  const includes = TAXES_OF_THE_PRICE.includes(row.category) ? { baseIncludes: ["kind:sellerFee"] } : {};
  return {
    serviceClasses: [...voip, "tollFree", "localExchange", "interexchange"],
    ...toll,
    portion: PORTIONS[row.basis] ?? "all",
    ...includes,
  };
}

/** @example `E911 surcharge (VoIP and wireless)` of Hawaii is "Hawaii E911 Surcharge" */
function nameOf({ jurisdiction, tax_name: name }: FigureRow): string {
  const short = name.replace(/\s*[(;,:].*$/, "").replace(/ (after|on|sold|charged) .*$/, "");
  const place = jurisdiction
    .replace(ALL_OF_A_KIND, "")
    .replace(/\s*\(.*\)$/, "")
    .trim();
  const isNamed = short.toLowerCase().includes(place.toLowerCase());
  const named = isNamed ? short : `${place} ${short.replace(/^(State|Statewide|County|Local) /, "")}`;
  return named.replace(/\b(?!(?:for|the|and|per)\b)[a-z](?=[a-z]{2})/g, (letter) => letter.toUpperCase());
}

function notModelledOf(row: FigureRow): string[] {
  return [
    ...(row.line_cap ? [`Lines are counted by the law so: ${row.line_cap}.`] : []),
    ...(row.tax_on_tax_note ? [`On the base: ${row.tax_on_tax_note}.`] : []),
    ...(row.applies_to_voip === "unclear"
      ? ["Whether VoIP is reached is not clear from the sources; it is taken as reached."]
      : []),
  ];
}

export function datedFigure(row: FigureRow): DatedFigure {
  return {
    from: row.effective_from ?? null,
    until: row.effective_to ? addDays(row.effective_to, 1) : null,
    seenInForceOn: row.seen_in_force_on ?? null,
    figure: figureOfRow(row),
    confidence: row.confidence,
    note: row.note ?? null,
    source: { title: row.source_title, ...(row.source_url ? { href: row.source_url } : {}) },
  };
}

/** The value of a levy's file; its form is that of `shape`, with the figure put in. */
export function levyValueOf(dated: DatedFigure, shape: PerUnitShape | null): LevyValue {
  const { from, until, seenInForceOn, figure, confidence, note, source } = dated;
  return {
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
    ...(seenInForceOn ? { seenInForceOn } : {}),
    form: figure === null ? null : shape ? { perUnit: { ...shape, amount: figure } } : { percent: figure },
    confidence,
    ...(note ? { note } : {}),
    source,
  };
}

/** The unit of a flat basis; null for a percent. */
export function shapeOfBasis(basis: FigureRow["basis"]): PerUnitShape | null {
  return UNITS[basis] ?? null;
}

/** Percent points become a share; dollars stay. @example `4.225` percent points are `0.04225` */
function figureOfRow({ basis, rate }: FigureRow): string | null {
  if (rate === undefined) return null;
  const plain = rate.startsWith(".") ? `0${rate}` : rate;
  return basis.startsWith("percent") ? toText(divide(exact(plain), whole(100))) : plain;
}
