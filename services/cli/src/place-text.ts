import { candidateText, type ResolvedPlace } from "@tollwright/place";
import { printable, table } from "./output.ts";

/** Candidates that a terminal shows. */
const CANDIDATES_SHOWN = 6;

/** A resolved place for people: a level a row, then what is still to be asked. */
export function placeText({ levels, use, notes }: ResolvedPlace): string {
  const rows = (["state", "county", "city"] as const).map((name) => {
    const level = levels[name];
    const policy = level.policy === null ? "" : ` (policy ${level.policy})`;
    return [
      name,
      answerOf(level),
      level.confidence,
      `${level.method}${policy}`,
      level.vintage,
      printable(level.because),
    ];
  });
  const { districts } = levels;
  rows.push([
    "districts",
    districts.names.join(", ") || (districts.status === "found" ? "none" : "not determined"),
    districts.confidence,
    districts.status,
    "",
    printable(districts.because),
  ]);
  return [
    table(["level", "answer", "confidence", "method", "vintage", "because"], rows),
    ...(["state", "county", "city"] as const).flatMap((name) => candidatesText(name, levels[name])),
    ...(use === "callJurisdiction" ? ["for the jurisdiction of calls only"] : []),
    ...notes.map((note) => `note: ${printable(note)}`),
  ].join("\n");
}

type Level = ResolvedPlace["levels"]["city"];

function answerOf({ status, name, code, candidates }: Level): string {
  if (status === "none") return "none";
  if (status === "found") return code === null ? (name ?? "") : `${name} (${code})`;
  return candidates === null ? "not determined" : `one of ${candidates.length}`;
}

function candidatesText(name: string, { confidence, candidates }: Level): readonly string[] {
  if (confidence !== "ambiguous" || candidates === null) return [];
  const shown = candidates
    .slice(0, CANDIDATES_SHOWN)
    .map((each) => candidateText(each, "outside every city"));
  const more =
    candidates.length > CANDIDATES_SHOWN ? `, and ${candidates.length - CANDIDATES_SHOWN} more` : "";
  return [`${name}: ${printable(shown.join(", "))}${more}`];
}
