import type { Style } from "./styles.ts";
import { textWidth } from "./typeface.ts";

/**
 * Breaks text into lines no wider than `width` points: at spaces, and inside a word only where the word alone is too
 * wide, then after punctuation if there is some. Never drops a character except the spaces at breaks.
 */
export function wrap(text: string, style: Style, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of cleaned(text).split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (textWidth(longer, style) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = broken(word, style, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  return [...lines, line];
}

/** Line ends, tabs and control characters are spaces here: a name from outside moves nothing on the page. */
function cleaned(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
}

function broken(word: string, style: Style, width: number): readonly string[] {
  const pieces: string[] = [];
  let rest = [...word];
  while (rest.length > 1 && textWidth(rest.join(""), style) > width) {
    const fits = charactersThatFit(rest, style, width);
    const cut = lastPunctuation(rest, fits) ?? fits;
    pieces.push(rest.slice(0, cut).join(""));
    rest = rest.slice(cut);
  }
  return [...pieces, rest.join("")];
}

/** At least one, so that every round makes progress. */
function charactersThatFit(characters: readonly string[], style: Style, width: number): number {
  let count = 1;
  while (count < characters.length && textWidth(characters.slice(0, count + 1).join(""), style) <= width)
    count++;
  return count;
}

/** A cut after punctuation, unless it would leave less than half of the line used. */
function lastPunctuation(characters: readonly string[], fits: number): number | undefined {
  for (let cut = fits; cut > fits / 2; cut--) {
    if (/[-/@._,:;|]/.test(characters[cut - 1] ?? "")) return cut;
  }
  return undefined;
}
