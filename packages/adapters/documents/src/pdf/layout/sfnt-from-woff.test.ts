import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create } from "fontkit";
import { describe, expect, it } from "vitest";
import { sfntFromWoff } from "./sfnt-from-woff.ts";

const path = createRequire(import.meta.url).resolve(
  "@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff",
);
const woff = readFileSync(path);

describe("the font inside a WOFF file", () => {
  it("has the same glyphs and the same widths as the library reads from the WOFF itself", () => {
    const [plain, packed] = [create(sfntFromWoff(woff)), create(woff)];
    if (!("layout" in plain) || !("layout" in packed)) throw new Error("one font expected");
    expect(plain.type).toBe("TTF");
    expect(plain.characterSet).toEqual(packed.characterSet);
    for (const text of ["Amount due $1,234.50", "AVAToffice", "éüß×–"])
      expect(plain.layout(text).advanceWidth).toBe(packed.layout(text).advanceWidth);
  });

  it("is asked for in vain from another file", () => {
    expect(() => sfntFromWoff(sfntFromWoff(woff))).toThrow("not a WOFF file");
  });
});
