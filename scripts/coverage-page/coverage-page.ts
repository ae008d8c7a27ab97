import type { CivilDate } from "../../packages/calendar/src/index.ts";
import { type CoverageCell, isLocal, wideCoverage } from "../../packages/tax/src/index.ts";

/** `docs/coverage.md`: the map, the table, and what somebody should look into. */
export function coveragePage(facts: {
  readonly cells: readonly CoverageCell[];
  readonly onDay: CivilDate;
  readonly names: ReadonlyMap<string, string>;
}): string {
  const { cells, onDay, names } = facts;
  return [
    "# Coverage of levies",
    "",
    `As of ${onDay}, the last day on which a file of \`rate-cards/taxes\` was compared with its sources. Written by`,
    "`node scripts/write-coverage.ts` out of those files; `tollwright taxes coverage` prints the same of today.",
    "",
    "![What is known of each state's levies](images/coverage-map.svg)",
    "",
    summary(cells),
    "",
    "A family that is required and unknown where service is billed is a gap: quotes go through and say so, a run waits until",
    "finance decides it once, by name, reason and end.",
    "",
    "## Countries, states and provinces",
    "",
    "*known* with the lowest confidence of its figures and the months since the oldest was seen · *none*: known to have none ·",
    "blank: not asked. `*` stale · `?` a levy without a figure on that day.",
    "",
    ...wideCoverage(cells).flatMap((group) => [...matrix(group, names), ""]),
    "## Smaller jurisdictions",
    "",
    ...local(cells.filter(isLocal)),
    "",
    "## Figures to look into",
    "",
    ...figures(cells),
    "",
  ].join("\n");
}

function summary(cells: readonly CoverageCell[]): string {
  const required = cells.filter(({ isRequired }) => isRequired);
  const count = (status: CoverageCell["status"]) => required.filter((cell) => cell.status === status).length;
  const lacking = required.filter((cell) => cell.status === "known" && cell.withoutFigure.length > 0).length;
  return [
    `Of ${required.length} required answers ${count("known")} are known levies, ${count("knownNone")} are known to be none, and ${count("unknown")} are unknown.`,
    `Of the known ones ${lacking} have a levy without a figure: that it is due is known, not how much.`,
  ].join("\n");
}

function matrix(cells: readonly CoverageCell[], names: ReadonlyMap<string, string>): readonly string[] {
  const families = [...new Set(cells.map(({ family }) => family))].toSorted();
  const rows = [...Map.groupBy(cells, ({ jurisdiction }) => jurisdiction)].map(([jurisdiction, group]) => {
    const name = names.get(jurisdiction);
    return [
      name === undefined ? jurisdiction : `${jurisdiction} ${name}`,
      ...families.map((family) =>
        group
          .filter((cell) => cell.family === family)
          .map(cellText)
          .join(", "),
      ),
    ];
  });
  return table(["Where", ...families], rows);
}

function cellText({ status, confidence, ageMonths, isStale, withoutFigure }: CoverageCell): string {
  if (status === "unknown") return "unknown";
  const age = ageMonths === null || (confidence === null && status === "known") ? "" : ` ${ageMonths}m`;
  const marks = `${isStale ? "\\*" : ""}${withoutFigure.length > 0 ? "?" : ""}`;
  return status === "knownNone"
    ? `none${age}${marks}`
    : `**known** ${confidence ?? "no figure"}${age}${marks}`;
}

/** Counts: the list itself is long, and the command prints it by state. */
function local(cells: readonly CoverageCell[]): readonly string[] {
  const groups = Map.groupBy(cells, ({ country, state, level, family }) =>
    [country, state ?? "", level, family].join(" | "),
  );
  const rows = [...groups]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, group]) => {
      const [country = "", state = "", level = "", family = ""] = key.split(" | ");
      const count = (status: CoverageCell["status"]) =>
        String(group.filter((cell) => cell.status === status).length);
      return [`${country} / ${state}`, level, family, count("known"), count("knownNone"), count("unknown")];
    });
  return table(["Where", "Level", "Family", "known", "none", "unknown"], rows);
}

function figures(cells: readonly CoverageCell[]): readonly string[] {
  const found = cells.filter(
    ({ confidence, isStale, withoutFigure }) => confidence === "low" || isStale || withoutFigure.length > 0,
  );
  if (found.length === 0) return ["None."];
  const rows = found.map((cell) => [
    cell.jurisdiction,
    cell.family,
    cell.levies.join(" "),
    cell.confidence ?? "",
    cell.seenOn ?? "",
    [
      ...cell.withoutFigure.map((levy) => `${levy} has no figure`),
      ...(cell.confidence === "low" ? ["low confidence: bills when a person confirms it"] : []),
      ...(cell.isStale ? ["stale"] : []),
    ].join("; "),
  ]);
  return table(["Where", "Family", "Levies", "Confidence", "Seen on", "Why"], rows);
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)];
}
