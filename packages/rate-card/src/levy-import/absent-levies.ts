import type { CivilDate } from "@tollwright/calendar";
import { compare, exact } from "@tollwright/money";
import { type Problem, problem } from "@tollwright/problem";
import type { SourceFile } from "@tollwright/yaml";
import { isRateFileCode } from "./compiled-figures.ts";
import type { NumberedRow } from "./figure-row.ts";
import type { KnownLevies } from "./known-levies.ts";

/** A figure of a levy with its days, whether of a file of its own or of a row of a table. */
type Dated = {
  readonly id: string;
  readonly codes: readonly string[];
  readonly path: string;
  readonly isLevied: boolean;
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
};

/**
 * Local levies of earlier rate files that are in force on the day and that this file does not name: merged, renamed, repealed
 * without a last row, or a file that broke off. Nothing says which, so they go on and each is told.
 *
 * @param day The first day of the file's quarter.
 */
export function absentLevies(
  rows: readonly NumberedRow[],
  known: KnownLevies,
  { state, day, file }: { readonly state: string; readonly day: CivilDate; readonly file: SourceFile },
): readonly Problem[] {
  const listed = new Set(rows.map(({ tax_code }) => tax_code.toLowerCase()));
  const absent = [...ofLevies(known), ...ofTables(known)].filter(
    ({ id, codes, isLevied, from, until }) =>
      codes.some((code) => isRateFileCode(code) && code.startsWith(`${state.toLowerCase()}-`)) &&
      ![id, ...codes].some((code) => listed.has(code)) &&
      isLevied &&
      (from === null || from <= day) &&
      (until === null || until > day),
  );
  const byId = new Map(absent.map((figure) => [figure.id, figure]));
  return [...byId.values()].map(({ id, path }) => {
    const message = `${id} in ${path} is levied on ${day} and is not in this file: it goes on as it stands`;
    return problem({ code: "TAX_ABSENT", message, file: file.path });
  });
}

function ofLevies({ levies }: KnownLevies): readonly Dated[] {
  return [...new Set(levies.values())].flatMap(({ file, levy }) =>
    (levy.values ?? []).map(({ form, from, seenInForceOn, until }) => ({
      id: levy.id,
      codes: [levy.id, ...(levy.codes ?? [])].map((code) => code.toLowerCase()),
      path: file.path,
      isLevied: form !== null && !(form && "percent" in form && isZero(form.percent)),
      from: from ?? seenInForceOn ?? null,
      until: until ?? null,
    })),
  );
}

function ofTables({ tables }: KnownLevies): readonly Dated[] {
  return [...tables.values()].flatMap(({ figures, table }) =>
    table.rows.map(({ id, codes, figure, from, seenInForceOn, until }) => ({
      id,
      codes: [id, ...(codes?.split("|") ?? [])].map((code) => code.toLowerCase()),
      path: figures.path,
      isLevied: typeof figure === "string" && !isZero(figure),
      from: from ?? seenInForceOn ?? null,
      until: until ?? null,
    })),
  );
}

function isZero(figure: unknown): boolean {
  return typeof figure === "string" && compare(exact(figure), exact("0")) === 0;
}
