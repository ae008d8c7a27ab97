import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { create, type Font } from "fontkit";
import { sfntFromWoff } from "./sfnt-from-woff.ts";
import type { Style, Weight } from "./styles.ts";

/** One file of the family: it comes cut by script, so that a document carries only what it needs. */
export type FontKey = `${Subset}-${Weight}`;

/** A piece of text that one font file can write. */
export type Run = { readonly font: FontKey; readonly text: string };

/** In the order in which they are tried. */
const SUBSETS = ["latin", "latin-ext", "vietnamese", "greek", "cyrillic"] as const;
type Subset = (typeof SUBSETS)[number];

/** Written in place of a character that no font file has. */
const REPLACEMENT = "?";

const require = createRequire(import.meta.url);
const family = dirname(require.resolve("@fontsource/source-sans-3/package.json"));
const files = new Map<FontKey, Buffer>();
const fonts = new Map<FontKey, Font>();
const widths = new Map<string, number>();

/** A document holds some thousand different words; beyond that the memory is started anew. */
const WIDTHS_REMEMBERED = 20_000;

/** The bytes of a font, read and unpacked once in the life of the process. */
export function fontFile(key: FontKey): Buffer {
  const known = files.get(key);
  if (known !== undefined) return known;
  const path = join(family, "files", `source-sans-3-${key}-normal.woff`);
  const bytes = sfntFromWoff(readFileSync(path));
  files.set(key, bytes);
  return bytes;
}

/** Text cut where the font file changes; characters that none has become question marks. */
export function runsOf(text: string, weight: Weight): readonly Run[] {
  const runs: { font: FontKey; text: string }[] = [];
  for (const character of text) {
    const subset = SUBSETS.find((candidate) => has(candidate, weight, character));
    const font: FontKey = `${subset ?? "latin"}-${weight}`;
    const last = runs.at(-1);
    const shown = subset === undefined ? REPLACEMENT : character;
    if (last?.font === font) last.text += shown;
    else runs.push({ font, text: shown });
  }
  return runs;
}

/** Width in points of text on one line. */
export function textWidth(text: string, style: Style): number {
  return runsOf(text, style.weight).reduce((total, run) => total + runWidth(run, style.size), 0);
}

/** Width in points of one run. */
export function runWidth(run: Run, size: number): number {
  return (unitsOf(run) * size) / font(run.font).unitsPerEm;
}

function unitsOf(run: Run): number {
  const name = `${run.font} ${run.text}`;
  const known = widths.get(name);
  if (known !== undefined) return known;
  if (widths.size >= WIDTHS_REMEMBERED) widths.clear();
  const units = font(run.font).layout(run.text).advanceWidth;
  widths.set(name, units);
  return units;
}

function has(subset: Subset, weight: Weight, character: string): boolean {
  const codePoint = character.codePointAt(0);
  return codePoint !== undefined && font(`${subset}-${weight}`).hasGlyphForCodePoint(codePoint);
}

function font(key: FontKey): Font {
  const known = fonts.get(key);
  if (known !== undefined) return known;
  const made = create(fontFile(key));
  // A file of one font gives a font; a collection has no `layout`, and the family ships none.
  if (!("layout" in made)) throw new Error(`${key} is a collection of fonts`);
  fonts.set(key, made);
  return made;
}
