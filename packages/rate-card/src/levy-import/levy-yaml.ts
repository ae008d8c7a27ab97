import type { LevyValue } from "@tollwright/tax";
import { Document, isMap, isScalar, isSeq, Scalar, visit } from "@tollwright/yaml";

/** Short lists and small maps of a levy file stand in one line. */
const IN_ONE_LINE = [
  "codes",
  "jurisdiction",
  "exceptPlaces",
  "serviceClasses",
  "chargeKinds",
  "buyerKinds",
  "except",
  "portion",
  "baseIncludes",
  "baseExcludes",
  "form",
  "exemptFirst",
  "collectionAllowance",
];
const FIGURES = ["percent", "amount", "maxUnits", "each", "upTo", "perUnit"];
const LAYOUT = { lineWidth: 0, version: "1.2", schema: "core" } as const;

/** The text of a levy's file, as a person would write it: figures in quotes, short things in one line. */
export function levyYaml(levy: object, comment: string): string {
  const document = new Document(levy, { ...LAYOUT, aliasDuplicateObjects: false });
  laidOut(document);
  return comment
    .split("\n")
    .map((line) => `# ${line}\n`)
    .join("")
    .concat(textOf(document));
}

/** An entry of a history: the node of the file that it was, and what it is now. */
export type HistoryEntry = { readonly was: number | null; readonly value: LevyValue };

/** A file's text with another history: entries that were there keep their nodes, comments and all. */
export function withHistory(document: Document, history: readonly HistoryEntry[]): string {
  const list = document.get("values");
  if (!isSeq(list)) throw new Error("a levy that figures are added to has dated values");
  const before = [...list.items];
  list.items = history.map(({ was, value }) => {
    const node = was === null ? null : before[was];
    if (!isMap(node)) return document.createNode(value, { aliasDuplicateObjects: false });
    if (value.until) node.set("until", value.until);
    else node.delete("until");
    if (value.seenInForceOn) node.set("seenInForceOn", value.seenInForceOn);
    return node;
  });
  laidOut(document);
  return textOf(document);
}

/** The library pads lists in one line as it pads maps; people write `[a, b]`. */
function textOf(document: Document): string {
  const padded = new RegExp(`^ *(- )?(${IN_ONE_LINE.join("|")}): .*$`, "gm");
  return document
    .toString(LAYOUT)
    .replace(padded, (line) => line.replace(/\[ (?=\S)/g, "[").replace(/(?<=\S) \]/g, "]"));
}

function laidOut(document: Document): void {
  visit(document, {
    Pair(_, { key, value }) {
      const name = isScalar(key) ? String(key.value) : "";
      if (IN_ONE_LINE.includes(name) && (isMap(value) || isSeq(value))) value.flow = true;
      if (FIGURES.includes(name) && isScalar(value) && typeof value.value === "string")
        value.type = Scalar.QUOTE_DOUBLE;
    },
  });
}
