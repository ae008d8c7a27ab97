import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type BoundaryRow, mtsaBoundaryRow, sstBoundaryRow } from "@tollwright/place";
import { ProblemError, problem, type Result } from "@tollwright/problem";
import { bucketsIn, sortRows } from "./boundary-buckets.ts";
import { INDEX_FILE } from "./boundary-store.ts";
import { deliveredLines } from "./delivered-lines.ts";
import { type Imported, refusals } from "./imported.ts";
import { boundaryFolder } from "./operator-folder.ts";
import { writeManifest } from "./write-manifest.ts";

export type BoundaryLayout = "sst" | "mtsa";

/** A row over more ZIPs than a state has is a fault of the file. */
const ZIPS_MAX = 2_700;

/**
 * Takes in a state's boundary file, of any size in little memory: rows are dealt out by the first four digits of their ZIP,
 * and each deal is then sorted by itself. The state's earlier file is replaced when the new one is whole.
 *
 * @param state Two letters of two digits; rows of another state than the first row's are refused.
 * @throws ProblemError `PLACE_FILE` where not a single row fits the layout.
 */
export async function importBoundaries(given: {
  readonly folder: string;
  readonly file: string;
  readonly layout: BoundaryLayout | null;
  readonly vintage: string;
  readonly stateOf: (fips: string) => string | null;
}): Promise<Imported> {
  const { folder, file } = given;
  const fresh = join(folder, `boundaries-${process.pid}.tmp`);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  try {
    const dealt = await dealRows({ ...given, fresh });
    const state = dealt.state === null ? null : given.stateOf(dealt.state);
    if (state === null) throw new ProblemError(noRows(file, dealt.problems[0]?.message));
    await writeFile(join(fresh, INDEX_FILE), JSON.stringify(await sortRows(fresh, dealt.buckets)));
    const final = boundaryFolder(folder, state);
    await mkdir(dirname(final), { recursive: true });
    await rm(final, { recursive: true, force: true });
    await rename(fresh, final);
    const source = `boundary file of ${state} (${dealt.layout === "sst" ? "Streamlined Sales Tax" : "sourcing act"} layout)`;
    const { refused, problems, rows } = dealt;
    const written = await writeManifest(final, { source, vintage: given.vintage, file, rows, refused });
    return { ...written, problems };
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

type Dealt = {
  readonly state: string | null;
  readonly layout: BoundaryLayout;
  readonly buckets: readonly string[];
  readonly rows: number;
  readonly refused: number;
  readonly problems: Imported["problems"];
};

async function dealRows(given: {
  readonly file: string;
  readonly layout: BoundaryLayout | null;
  readonly fresh: string;
}): Promise<Dealt> {
  const refused = refusals();
  const buckets = bucketsIn(given.fresh);
  let [layout, state, rows]: [BoundaryLayout | null, string | null, number] = [given.layout, null, 0];
  for await (const { text: line, number } of deliveredLines(given.file)) {
    layout ??= looksLike(line);
    const read: Result<BoundaryRow> = layout === "sst" ? sstBoundaryRow(line) : mtsaBoundaryRow(line);
    if (!read.ok) {
      refused.add(read.problems, given.file, number);
      continue;
    }
    state ??= read.value.state;
    const wrong = whatIsWrong(read.value, state);
    if (wrong === null) {
      rows += 1;
      await buckets.add(read.value);
    } else refused.add([problem({ code: "PLACE_ROW", message: wrong })], given.file, number);
  }
  await buckets.flush();
  const { problems } = refused;
  return {
    state,
    layout: layout ?? "sst",
    buckets: buckets.names(),
    rows,
    refused: refused.count(),
    problems,
  };
}

function looksLike(line: string): BoundaryLayout {
  return /^"?[A4Z]"?,/i.test(line) ? "sst" : "mtsa";
}

function whatIsWrong(row: BoundaryRow, state: string): string | null {
  if (row.state !== state) return `a row of state ${row.state} in a file of ${state}`;
  const zips = Number(row.zipHigh) - Number(row.zipLow);
  return zips < 0 || zips > ZIPS_MAX ? `ZIPs ${row.zipLow} to ${row.zipHigh}` : null;
}

function noRows(file: string, why: string | undefined) {
  const message = `no row of ${basename(file)} fits the layout of a boundary file${why === undefined ? "" : `: ${why}`}`;
  return problem({ code: "PLACE_FILE", message, file });
}
