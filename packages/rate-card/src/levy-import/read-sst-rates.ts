import { CivilDate } from "@tollwright/calendar";
import { compare, exact } from "@tollwright/money";
import { ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { Jurisdiction } from "@tollwright/tax";
import type { SourceFile } from "@tollwright/yaml";
import { csvRecords } from "../csv-records.ts";
import { inOrder } from "./order-sst-rates.ts";

/**
 * A rate of one jurisdiction, as a Streamlined Sales Tax rate file has it. Nine columns, no headings: state (2 digits),
 * jurisdiction type, code, general rate intrastate, general rate interstate, food and drug rate intrastate and interstate, first
 * day, last day (YYYYMMDD). Rates are fractions; food and drug rates are not read.
 */
export type SstRate = {
  readonly line: number;
  readonly state: string;
  readonly code: string;
  readonly jurisdiction: Jurisdiction;
  readonly intrastate: string;
  readonly interstate: string;
  readonly from: CivilDate;
  /** The last day; null: open. */
  readonly lastDay: CivilDate | null;
};

/** Names behind Census codes: letters of states by two digits, names of counties by five. */
export type CensusNames = {
  readonly states: ReadonlyMap<string, string>;
  readonly counties: ReadonlyMap<string, string>;
};

export type ReadSstRates = { readonly rates: readonly SstRate[]; readonly problems: readonly Problem[] };

const COLUMNS = 9;
/** Open ends are written 29991231, 99991231, 20991231 or 20781231, or left out. */
const OPEN_FROM_YEAR = 2078;
const OPEN = "29991231";
/** Types of jurisdiction. */
const STATE = "45";
const COUNTY = "00";
/** Cities, towns, villages, boroughs, townships and other municipalities have Census place codes. */
const PLACES = ["01", "02", "03", "04", "05", "09"];
/** Schools, water, utilities, fire, roads and hospitals; collected together by others; bond authorities. */
const AUTHORITIES = ["10", "11", "19", "20", "21", "22", "23", "24", "25", "26", "27", "29"];
const COLLECTIVE = ["40", "41", "42", "43", "44", "49", "50", "51", "52", "53", "54"];
/** The layouts that were read stop at 59; files that are published have transit and special districts as 63 and 79. */
const SPECIAL = /^[67]\d$/;

/** Every row that can be read, and a problem for each that cannot. Rows that stand twice count once. */
export function readSstRates(file: SourceFile, names: CensusNames): Result<ReadSstRates> {
  const records = csvRecords(file, ",");
  if (!records.ok) return records;
  const rates = new Map<string, SstRate>();
  const problems: Problem[] = [];
  for (const [index, cells] of records.value.entries()) {
    const trimmed = cells.map((cell) => cell.trim());
    const isHeading = index === 0 && !/^\d/.test(trimmed[0] ?? "");
    if (isHeading || trimmed.every((cell) => cell === "")) continue;
    const line = index + 1;
    const rate = rateOf(trimmed, line, names);
    if (typeof rate === "string") {
      problems.push(problem({ code: "TAX_ROW", message: rate, file: file.path, line }));
      continue;
    }
    const { line: _line, ...same } = rate;
    const key = JSON.stringify(same);
    if (!rates.has(key)) rates.set(key, rate);
  }
  const { ordered, overlapping } = inOrder([...rates.values()]);
  return ok({
    rates: ordered,
    problems: [...problems, ...[...overlapping].map(([rate, other]) => overlap(rate, other, file))],
  });
}

/** The rate, or what is wrong with the row. */
function rateOf(cells: readonly string[], line: number, names: CensusNames): SstRate | string {
  const [fips = "", type = "", code = "", intrastate = "", interstate = "", , , begin = "", end = ""] = cells;
  if (cells.length < COLUMNS || cells.slice(COLUMNS).some((cell) => cell !== ""))
    return `${cells.length} cells, where a rate file has ${COLUMNS}`;
  const state = names.states.get(fips.padStart(2, "0"));
  if (state === undefined) return `${fips}: no state has this code`;
  if (!/^\d{1,2}$/.test(type)) return `${type}: a type of jurisdiction is two digits`;
  if (!isKnownType(type.padStart(2, "0"))) return `${type}: no layout names this type of jurisdiction`;
  if (!/^[0-9A-Za-z]{1,5}$/.test(code)) return `${code}: a code of a jurisdiction is up to five digits`;
  const wrongRate = [intrastate, interstate].find((rate) => !isShare(rate));
  if (wrongRate !== undefined) return `${wrongRate}: a rate is a fraction, 0.04 for 4 %`;
  const from = dayOf(begin);
  const to = dayOf(end === "" ? OPEN : end);
  if (from === null || to === null) return `${begin}, ${end}: days are written YYYYMMDD`;
  if (to < from) return `the last day ${end} lies before the first ${begin}`;
  return {
    line,
    state,
    ...jurisdictionOf(names, { state, fips: fips.padStart(2, "0"), type: type.padStart(2, "0"), code }),
    intrastate: plain(intrastate),
    interstate: plain(interstate),
    from,
    lastDay: Number(to.slice(0, 4)) >= OPEN_FROM_YEAR ? null : to,
  };
}

function isKnownType(type: string): boolean {
  return [STATE, COUNTY, ...PLACES, ...AUTHORITIES, ...COLLECTIVE].includes(type) || SPECIAL.test(type);
}

/** Counties and places by their Census codes, districts by the state's own. */
function jurisdictionOf(
  { counties }: CensusNames,
  { state, fips, type, code }: { readonly state: string; fips: string; type: string; code: string },
): Pick<SstRate, "code" | "jurisdiction"> {
  if (type === STATE) return { code: `${state}-SALES`, jurisdiction: { level: "state", state } };
  const full = type === COUNTY ? code.padStart(3, "0") : code.padStart(5, "0").toUpperCase();
  const own = `${state}-SST-${type}-${full}`;
  if (type === COUNTY) {
    const countyFips = `${fips}${full}`;
    const county = counties.get(countyFips);
    return { code: own, jurisdiction: { level: "county", state, ...(county ? { county } : {}), countyFips } };
  }
  if (PLACES.includes(type))
    return { code: own, jurisdiction: { level: "city", state, cityFips: `${fips}${full}` } };
  return { code: own, jurisdiction: { level: "district", state, district: `sst-${fips}-${full}` } };
}

function isShare(text: string): boolean {
  return /^(\d+|\d*\.\d+)$/.test(text) && compare(exact(plain(text)), exact("1")) < 0;
}

/** `.0050` is `0.005`. */
function plain(text: string): string {
  const [whole = "0", fraction = ""] = text.split(".");
  const digits = fraction.replace(/0+$/, "");
  const full = whole === "" ? "0" : whole.replace(/^0+(?=\d)/, "");
  return digits === "" ? full : `${full}.${digits}`;
}

function dayOf(text: string): CivilDate | null {
  const day = CivilDate.safeParse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
  return text.length === 8 && day.success ? day.data : null;
}

function overlap(rate: SstRate, other: SstRate, { path: file }: SourceFile): Problem {
  const message = `${rate.code}: its days overlap those of line ${other.line}`;
  return problem({ code: "TAX_ROW", message, file, line: rate.line });
}
