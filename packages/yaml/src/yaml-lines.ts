import { type Document, isMap, isNode, isPair, isScalar, isSeq, type LineCounter, type Node } from "yaml";

export type Path = readonly PropertyKey[];

/** `products[3].price` */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`,
    "",
  );
}

/** The line of the field that a path names, or of the nearest thing around it that is there. First line is 1. */
export function lineOfPath(document: Document, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    const step = childOf(node, key);
    if (step === null) break;
    offset = startOf(step.key) ?? startOf(step.value) ?? offset;
    node = step.value;
  }
  return lines.linePos(offset).line;
}

/** The text of a scalar as it was written, `0.0350`; null where the path names something else. */
export function writtenAt(document: Document, path: Path): string | null {
  let node: unknown = document.contents;
  for (const key of path) node = childOf(node, key)?.value;
  return isScalar(node) && typeof node.source === "string" ? node.source : null;
}

/** True where the document has something at the path, be it `null`. */
export function standsIn(document: Document, path: Path): boolean {
  let node: unknown = document.contents;
  for (const key of path) {
    const step = childOf(node, key);
    if (step === null) return false;
    node = step.value;
  }
  return node !== undefined;
}

/** The key stands first in a map's pair; an item of a list has none. */
function childOf(node: unknown, key: PropertyKey): { readonly key: unknown; readonly value: unknown } | null {
  if (isSeq(node)) return typeof key === "number" ? { key: null, value: node.items[key] } : null;
  if (!isMap(node)) return null;
  const pair = node.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key,
  );
  return pair === undefined ? null : { key: pair.key, value: pair.value };
}

function startOf(node: unknown): number | null {
  return isNode(node) ? ((node as Node).range?.[0] ?? null) : null;
}
