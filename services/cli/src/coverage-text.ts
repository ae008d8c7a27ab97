import { byCodeUnit } from "@tollwright/canonical";
import type { CoverageCell } from "@tollwright/tax";
import { counted, table } from "./output.ts";

/** Why somebody should look into it, in words; empty where all is well. */
export function whyMissing(cell: CoverageCell): readonly string[] {
  return [
    ...(cell.status === "unknown" ? ["unknown"] : []),
    ...cell.withoutFigure.map((levy) => `${levy}: no figure`),
    ...(cell.confidence === "low" ? ["low confidence"] : []),
    ...(cell.isStale ? ["stale"] : []),
  ];
}

const WIDE = new Set(["country", "federal", "state"]);
const LEGEND =
  "known: levies with figures · none: known to have none · unknown: nobody looked, or nobody found out · blank: not asked.\n" +
  "H M L: confidence · 7m: months since it was last seen · *: stale · ?: a levy without a figure on that day.";

/** A row a country or state, a column a family; smaller jurisdictions are counted under it. */
export function coverageMatrixText(cells: readonly CoverageCell[]): string {
  const wide = cells.filter(({ level }) => WIDE.has(level));
  const families = [...new Set(wide.map(({ family }) => family))].toSorted(byCodeUnit);
  const rows = [...Map.groupBy(wide, ({ jurisdiction }) => jurisdiction)].map(([jurisdiction, group]) => [
    jurisdiction,
    ...families.map((family) =>
      group
        .filter((cell) => cell.family === family)
        .map(cellText)
        .join(", "),
    ),
  ]);
  const local = cells.filter(({ level }) => !WIDE.has(level));
  const places = new Set(local.map(({ jurisdiction }) => jurisdiction)).size;
  return [
    table(["where", ...families], rows),
    `${counted(places, "smaller jurisdiction")} with levies of their own beside these; \`--state\` lists them.`,
    LEGEND,
  ].join("\n\n");
}

/** @example `known M 24m*`, `none 3m`, `unknown` */
function cellText(cell: CoverageCell): string {
  const age = cell.ageMonths === null ? "" : ` ${cell.ageMonths}m`;
  const marks = `${cell.isStale ? "*" : ""}${cell.withoutFigure.length > 0 ? "?" : ""}`;
  if (cell.status === "unknown") return "unknown";
  if (cell.status === "knownNone") return `none${age}${marks}`;
  const confidence = cell.confidence === null ? "" : ` ${cell.confidence.slice(0, 1).toUpperCase()}`;
  return `known${confidence}${age}${marks}`;
}

/** A row a jurisdiction and family. */
export function coverageListText(cells: readonly CoverageCell[]): string {
  if (cells.length === 0) return "Nothing is missing.";
  const rows = cells.map((cell) => [
    cell.jurisdiction,
    cell.family,
    cell.status === "knownNone" ? "known none" : cell.status,
    cell.confidence ?? "–",
    cell.seenOn ?? "–",
    cell.levies.join(" "),
    whyMissing(cell).join("; "),
  ]);
  return table(["where", "family", "status", "confidence", "seen on", "levies", "look into"], rows);
}
