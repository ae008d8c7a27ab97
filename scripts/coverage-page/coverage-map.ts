import type { CoverageCell } from "../../packages/tax/src/index.ts";

/** A state's place in the grid: one square a state, roughly where it lies. */
export type Tile = { readonly state: string; readonly column: number; readonly row: number };

/** How far a state's required families are answered. */
type Answered = "all" | "doubtful" | "partly" | "nothing";

const COLOURS = {
  all: { fill: "#2f7d4f", ink: "#ffffff", says: "all required families answered" },
  doubtful: {
    fill: "#9bc26b",
    ink: "#1a1a1a",
    says: "all answered; a figure is missing, stale or of low confidence",
  },
  partly: { fill: "#e9b949", ink: "#1a1a1a", says: "some families unknown" },
  nothing: { fill: "#c9ccd1", ink: "#1a1a1a", says: "nothing known" },
} as const satisfies Record<Answered, object>;

const SIDE = 62;
const GAP = 4;
const LEGEND_LINE = 22;

/** `state,column,row` lines under a heading. */
export function tilesOf(csv: string): readonly Tile[] {
  return csv
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [state = "", column = "", row = ""] = line.split(",");
      return { state, column: Number(column), row: Number(row) };
    });
}

/** The states as squares, coloured by what of their required families is known; each tells its families when pointed at. */
export function coverageMap(cells: readonly CoverageCell[], tiles: readonly Tile[]): string {
  const required = cells.filter(
    ({ isRequired, level, country }) => isRequired && level === "state" && country === "US",
  );
  const byState = Map.groupBy(required, ({ state }) => state ?? "");
  const width = (Math.max(...tiles.map(({ column }) => column)) + 1) * (SIDE + GAP) + GAP;
  const grid = (Math.max(...tiles.map(({ row }) => row)) + 1) * (SIDE + GAP) + GAP;
  const height = grid + Object.keys(COLOURS).length * LEGEND_LINE + GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" role="img" aria-label="What is known of each state's levies">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...tiles.map((tile) => square(tile, byState.get(tile.state) ?? [])),
    ...Object.values(COLOURS).map((colour, index) => legend(colour, grid + index * LEGEND_LINE)),
    "</svg>",
    "",
  ].join("\n");
}

function square({ state, column, row }: Tile, cells: readonly CoverageCell[]): string {
  const { fill, ink } = COLOURS[answered(cells)];
  const x = GAP + column * (SIDE + GAP);
  const y = GAP + row * (SIDE + GAP);
  const known = cells.filter(({ status }) => status !== "unknown").length;
  const middle = x + SIDE / 2;
  return [
    `<g><title>${[state, ...cells.map(({ family, status }) => `${family}: ${said(status)}`)].join("&#10;")}</title>`,
    `<rect x="${x}" y="${y}" width="${SIDE}" height="${SIDE}" rx="4" fill="${fill}"/>`,
    `<text x="${middle}" y="${y + 30}" text-anchor="middle" font-size="18" font-weight="bold" fill="${ink}">${state}</text>`,
    `<text x="${middle}" y="${y + 49}" text-anchor="middle" font-size="13" fill="${ink}">${known}/${cells.length}</text></g>`,
  ].join("");
}

function answered(cells: readonly CoverageCell[]): Answered {
  const known = cells.filter(({ status }) => status !== "unknown");
  if (known.length === 0) return "nothing";
  if (known.length < cells.length) return "partly";
  const isDoubtful = cells.some(
    ({ isStale, confidence, withoutFigure }) => isStale || confidence === "low" || withoutFigure.length > 0,
  );
  return isDoubtful ? "doubtful" : "all";
}

function said(status: CoverageCell["status"]): string {
  return status === "knownNone" ? "known to have none" : status;
}

function legend({ fill, says }: { readonly fill: string; readonly says: string }, y: number): string {
  return `<rect x="${GAP}" y="${y + 3}" width="14" height="14" rx="2" fill="${fill}"/><text x="${GAP + 22}" y="${y + 15}" font-size="14" fill="#1a1a1a">${says}</text>`;
}
