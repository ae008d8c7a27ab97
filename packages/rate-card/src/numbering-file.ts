import {
  compileExchangeTable,
  compileLocalCallingAreas,
  compileNumberingPlan,
  type NumberingData,
  type NumberingTable,
} from "@tollwright/numbering";
import { fail, ok, type Problem, type Result } from "@tollwright/problem";

const AREA_CODES = "nanp-npa.csv";
const COUNTRY_CODES = "e164-country-codes.csv";
/** A newer report of the numbering administrator. */
const NPA_REPORT = "npa-report.csv";
/** There may be several of these, one a source or state. */
const LOCAL_AREAS = /^local-calling-areas(-[a-z0-9-]+)?\.csv$/;
const EXCHANGES = /^exchanges(-[a-z0-9-]+)?\.csv$/;

/** A table with headings and no rows, while only the other one is looked at. */
const EMPTY_AREA_CODES = { file: AREA_CODES, text: "npa,country,region,kind\n" };
const EMPTY_COUNTRY_CODES = { file: COUNTRY_CODES, text: "country_code,main_region,note\n" };

/** What is wrong with one file of `rate-cards/numbering`. */
export function numberingProblems(table: NumberingTable): readonly Problem[] {
  const { file } = table;
  if (file === AREA_CODES)
    return compileNumberingPlan({ areaCodes: table, countryCodes: EMPTY_COUNTRY_CODES }).problems;
  if (file === COUNTRY_CODES)
    return compileNumberingPlan({ areaCodes: EMPTY_AREA_CODES, countryCodes: table }).problems;
  if (file === NPA_REPORT)
    return compileNumberingPlan({
      areaCodes: EMPTY_AREA_CODES,
      countryCodes: EMPTY_COUNTRY_CODES,
      npaReport: table,
    }).problems;
  if (LOCAL_AREAS.test(file)) return compileLocalCallingAreas([table]).problems;
  if (EXCHANGES.test(file)) return compileExchangeTable([table]).problems;
  return [
    {
      code: "UNKNOWN_FILE",
      message: `numbering data is ${AREA_CODES}, ${COUNTRY_CODES} and, if you like, ${NPA_REPORT}, local-calling-areas.csv and exchanges.csv, also several, such as exchanges-il.csv`,
      wayOut: "give the file one of these names, or take it out",
    },
  ];
}

/** All numbering data of a set of versions; local calling areas and exchanges may be absent, the two tables of codes may not. */
export function compileNumberingData(tables: readonly NumberingTable[]): Result<NumberingData> {
  const named = (name: string) => tables.find(({ file }) => file === name);
  const [areaCodes, countryCodes] = [named(AREA_CODES), named(COUNTRY_CODES)];
  if (areaCodes === undefined || countryCodes === undefined) {
    const missing = areaCodes === undefined ? AREA_CODES : COUNTRY_CODES;
    return fail({
      code: "REFERENCE_UNKNOWN",
      message: `no version of the numbering data ${missing} is in force`,
      wayOut: "load rate-cards/numbering as well",
    });
  }
  const npaReport = named(NPA_REPORT);
  const { plan, problems } = compileNumberingPlan({
    areaCodes,
    countryCodes,
    ...(npaReport === undefined ? {} : { npaReport }),
  });
  const local = compileLocalCallingAreas(tables.filter(({ file }) => LOCAL_AREAS.test(file)));
  const bought = compileExchangeTable(tables.filter(({ file }) => EXCHANGES.test(file)));
  const all = [...problems, ...local.problems, ...bought.problems];
  if (all.length > 0) return fail(...all);
  return ok({ plan, localAreas: local.areas, exchanges: bought.exchanges });
}
