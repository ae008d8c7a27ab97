import type { CivilDate } from "@tollwright/calendar";
import { tableRows } from "./table-rows.ts";

/** Districts that are unions of counties or places, on a day. */
export type DeclaredDistricts = (at: {
  readonly county: string | null;
  readonly city: string | null;
  readonly day: CivilDate;
}) => readonly { readonly district: string; readonly source: string }[];

/** From `district, member, from, until, source`, tab separated: a member is a county of five digits or a place of seven. */
export function compileDistricts(text: string): DeclaredDistricts {
  const byMember = Map.groupBy(tableRows(text, "\t"), (row) => row["member"] ?? "");
  return ({ county, city, day }) =>
    [county, city]
      .flatMap((code) => (code === null ? [] : (byMember.get(code) ?? [])))
      .filter(({ from = "", until = "" }) => (from === "" || day >= from) && (until === "" || day < until))
      .map(({ district = "", source = "" }) => ({ district, source }));
}
