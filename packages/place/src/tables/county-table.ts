import type { CivilDate } from "@tollwright/calendar";
import { areaKey } from "../area-key.ts";
import { tableRows } from "./table-rows.ts";

type County = {
  /** State and county of the Census Bureau, five digits. */
  readonly code: string;
  readonly state: string;
  /** Without County, Parish, Borough, …; an independent city keeps its ` city`. */
  readonly name: string;
  readonly kind: string;
};

export type CountyTable = {
  readonly named: (code: string) => County | null;
  /** By state and name in any spelling: a stored place may have no code. */
  readonly find: (state: string, name: string) => County | null;
  /** Codes that stand on a day for one that may be of another day: itself, what it became, or what it was before. */
  readonly on: (code: string, day: CivilDate) => readonly string[];
  /** What a county was called before its code changed: for joining with older tables. */
  readonly formerly: (code: string) => readonly County[];
  /** Two letters of a state's two digits. */
  readonly stateOf: (code: string) => string | null;
};

/**
 * Counties with their codes, and the codes that changed: `from` and `until` are days, or years where the day is not known.
 *
 * @param counties `code,state,name,kind,from,until,became`
 * @param states `code,fips,name`
 * @example 46113 on a day of 2026 is 46102; 09003 is 09110 and 09160.
 */
export function compileCounties(counties: string, states: string): CountyTable {
  const rows = tableRows(counties);
  const byCode = new Map(rows.map((row) => [row["code"] ?? "", row]));
  const byName = new Map(rows.map((row) => [nameKey(row["state"] ?? "", row["name"] ?? ""), row]));
  const letters = new Map(tableRows(states).map((row) => [row["fips"] ?? "", row["code"] ?? ""]));
  const predecessors = Map.groupBy(
    rows.flatMap((row) => codesIn(row["became"]).map((became) => ({ became, code: row["code"] ?? "" }))),
    ({ became }) => became,
  );
  const before = (code: string): readonly string[] => (predecessors.get(code) ?? []).map((row) => row.code);
  const named = (code: string): County | null => countyOf(byCode.get(code));
  return {
    named,
    find: (state, name) => countyOf(byName.get(nameKey(state, name))),
    on(code, day) {
      const row = byCode.get(code);
      if (row === undefined) return [code];
      // A year alone compares as well: any day of 2019 is not before "2019".
      if (row["until"] && day >= row["until"]) return codesIn(row["became"]);
      return row["from"] && day < row["from"] ? before(code) : [code];
    },
    formerly: (code) => before(code).flatMap((other) => named(other) ?? []),
    stateOf: (code) => letters.get(code.slice(0, 2)) ?? null,
  };
}

function codesIn(text: string | undefined): readonly string[] {
  return (text ?? "").split(" ").filter((code) => code !== "");
}

function nameKey(state: string, name: string): string {
  return `${state}/${areaKey("county", name)}`;
}

function countyOf(row: Readonly<Record<string, string>> | undefined): County | null {
  if (row === undefined) return null;
  const { code = "", state = "", name = "", kind = "" } = row;
  return { code, state, name, kind };
}
