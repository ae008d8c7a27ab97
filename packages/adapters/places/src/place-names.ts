import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OPERATOR_FILES } from "./operator-folder.ts";

/** Names of places by their seven digits, out of every table that has some; read when the first name is asked for. */
export function placeNames(given: {
  readonly operator: string;
  readonly countyCities: string;
}): (code: string) => string | null {
  let names: Map<string, string> | null = null;
  return (code) => {
    names ??= readNames(given);
    return names.get(code) ?? null;
  };
}

function readNames(given: { readonly operator: string; readonly countyCities: string }): Map<string, string> {
  const names = new Map(rows(given.countyCities).map(([, name = "", code = ""]) => [code, name]));
  const ofZips = join(given.operator, OPERATOR_FILES.zipPlaces);
  const ofPolygons = join(given.operator, OPERATOR_FILES.polygons, "names.tsv");
  if (existsSync(ofZips))
    for (const [, code = "", name = ""] of rows(readFileSync(ofZips, "utf8"))) names.set(code, name);
  if (existsSync(ofPolygons))
    for (const [code = "", name = ""] of rows(readFileSync(ofPolygons, "utf8"))) names.set(code, name);
  names.delete("");
  return names;
}

function rows(text: string): readonly (readonly string[])[] {
  return text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"));
}
