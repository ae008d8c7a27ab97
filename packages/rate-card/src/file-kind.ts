import type { VersionKind } from "./version.ts";

/** What a file is by its place. `deck` and `deckRows` are read together; `ignored` and `skipped` make no version. */
export type FileKind = VersionKind | "deckRows" | "levyRows" | "ignored" | "skipped" | "unknown";

/** The folder that a YAML file lies in says what it describes. */
const KIND_OF_FOLDER: Readonly<Record<string, FileKind>> = {
  plans: "plan",
  levies: "levy",
  "tax-overlays": "levyOverlay",
  accounts: "account",
  "legal-entities": "legalEntity",
  sources: "source",
  alerts: "alertRule",
  vendors: "vendor",
};

/** Read by those who need them: cases by the tests, decisions and quotes by the invoicer. */
const SKIPPED = /^(cases|gap-decisions|sample-quote.*)\.yaml$/;

/** Tables that places are resolved by: read where an address is. */
const PLACES = "places";

/** @example `rate-cards/taxes/us/il/telecom-excise.yaml` is a levy, `…/us/il/coverage.yaml` coverage, `…/us/il/cases.yaml` skipped. */
export function fileKind(path: string): FileKind {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  const folder = folders.at(-1) ?? "";
  if (name.startsWith(".") || name.endsWith(".md")) return "ignored";
  if (SKIPPED.test(name) || folder === PLACES) return "skipped";
  if (folders.at(-2) === "decks") return deckFile(name);
  if (folder === "numbering") return name.endsWith(".csv") ? "numbering" : "unknown";
  const isTax = folders.includes("taxes") || folder === "levies";
  if (isTax && name.endsWith(".table.yaml")) return "levyTable";
  if (isTax && name.endsWith(".csv")) return "levyRows";
  if (!name.endsWith(".yaml")) return "unknown";
  const kind = KIND_OF_FOLDER[folder];
  if (kind !== undefined) return kind;
  if (!folders.includes("taxes")) return "unknown";
  return name === "coverage.yaml" ? "coverage" : "levy";
}

function deckFile(name: string): FileKind {
  if (name === "deck.yaml") return "deck";
  return name.endsWith(".csv") || name.endsWith(".txt") ? "deckRows" : "unknown";
}
