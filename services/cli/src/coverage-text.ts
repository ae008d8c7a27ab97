import { byCodeUnit } from "@tollwright/canonical";
import { type CoverageCell, isLocal, wideCoverage } from "@tollwright/tax";
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

const LEGEND =
  "known: levies with figures · none: known to have none · unknown: nobody looked, or nobody found out · blank: not asked.\n" +
  "H M L: confidence · 7m: months since it was last seen · *: stale · ?: a levy without a figure on that day.";

/** A row a country or state, a column a family; smaller jurisdictions are counted under it. */
export function coverageMatrixText(cells: readonly CoverageCell[]): string {
  const local = cells.filter(isLocal);
  const places = new Set(local.map(({ jurisdiction }) => jurisdiction)).size;
  return [
    ...wideCoverage(cells).map(matrix),
    `${counted(places, "smaller jurisdiction")} with levies of their own beside these; \`--state\` lists them.`,
    LEGEND,
  ].join("\n\n");
}

function matrix(cells: readonly CoverageCell[]): string {
  const families = [...new Set(cells.map(({ family }) => family))].toSorted(byCodeUnit);
  const rows = [...Map.groupBy(cells, ({ jurisdiction }) => jurisdiction)].map(([jurisdiction, group]) => [
    jurisdiction,
    ...families.map((family) =>
      group
        .filter((cell) => cell.family === family)
        .map(cellText)
        .join(", "),
    ),
  ]);
  return table(["where", ...families], rows);
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
