import { compileNumberingPlan, type NumberingPlan } from "@tollwright/numbering";
import { fail, ok, type Problem, type Result } from "@tollwright/problem";
import type { z } from "zod";
import { compileLocalCallingAreas, type LocalCallingAreas } from "./local-calling-areas.ts";
import type { NumberingFile } from "./version-schemas.ts";

type Table = z.infer<typeof NumberingFile>;

const AREA_CODES = "nanp-npa.csv";
const COUNTRY_CODES = "e164-country-codes.csv";
const LOCAL_AREAS = "local-calling-areas.csv";

/** A table with headings and no rows, while only the other one is looked at. */
const EMPTY_AREA_CODES = { file: AREA_CODES, text: "npa,country,region,kind\n" };
const EMPTY_COUNTRY_CODES = { file: COUNTRY_CODES, text: "country_code,main_region,note\n" };

export type NumberingData = { readonly plan: NumberingPlan; readonly localAreas: LocalCallingAreas };

/** What is wrong with one file of `rate-cards/numbering`. */
export function numberingProblems(table: Table): readonly Problem[] {
  switch (table.file) {
    case AREA_CODES:
      return compileNumberingPlan({ areaCodes: table, countryCodes: EMPTY_COUNTRY_CODES }).problems;
    case COUNTRY_CODES:
      return compileNumberingPlan({ areaCodes: EMPTY_AREA_CODES, countryCodes: table }).problems;
    case LOCAL_AREAS: {
      const areas = compileLocalCallingAreas(table);
      return areas.ok ? [] : areas.problems;
    }
    default:
      return [
        {
          code: "UNKNOWN_FILE",
          message: `numbering data is ${AREA_CODES}, ${COUNTRY_CODES} and, if you like, ${LOCAL_AREAS}`,
          wayOut: "give the file one of these names, or take it out",
        },
      ];
  }
}

/** All numbering data of a set of versions; local calling areas may be absent, the two tables of codes may not. */
export function compileNumberingData(tables: readonly Table[]): Result<NumberingData> {
  const named = (file: string) => tables.find((table) => table.file === file);
  const [areaCodes, countryCodes, local] = [named(AREA_CODES), named(COUNTRY_CODES), named(LOCAL_AREAS)];
  if (areaCodes === undefined || countryCodes === undefined) {
    const missing = areaCodes === undefined ? AREA_CODES : COUNTRY_CODES;
    return fail({
      code: "REFERENCE_UNKNOWN",
      message: `no version of the numbering data ${missing} is in force`,
      wayOut: "load rate-cards/numbering as well",
    });
  }
  const { plan, problems } = compileNumberingPlan({ areaCodes, countryCodes });
  const areas = local === undefined ? ok(new Map()) : compileLocalCallingAreas(local);
  if (problems.length > 0) return fail(...problems);
  return areas.ok ? ok({ plan, localAreas: areas.value }) : areas;
}
