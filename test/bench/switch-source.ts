import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Source } from "@tollwright/cdr";
import { parse } from "@tollwright/yaml";
import { root } from "./processes.ts";

export const SOURCE_FILE = join(root, "rate-cards/companies/demo/sources/asterisk-chi.yaml");
/** The clock of every run: a day after the month that the files tell of. */
export const NOW = "2026-05-01T06:00Z";
export const readAt = Date.parse(NOW);

/** The demonstration company's switch in Chicago, which the files pretend to come from. */
export function switchSource(): Source {
  return Source.parse(parse(readFileSync(SOURCE_FILE, "utf8")));
}
