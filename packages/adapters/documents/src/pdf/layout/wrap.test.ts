import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { styles } from "./styles.ts";
import { runsOf, textWidth } from "./typeface.ts";
import { wrap } from "./wrap.ts";

describe("wrapping", () => {
  it.each([
    ["", [""]],
    ["short", ["short"]],
    ["two\nlines\tand  spaces", ["two lines and spaces"]],
  ])("%j is %j", (text, expected) => {
    expect(wrap(text, styles.body, 500)).toEqual(expected);
  });

  it("breaks at spaces first", () => {
    const width = textWidth("Emergency service", styles.body) + 0.01;
    expect(wrap("Emergency service fee", styles.body, width)).toEqual(["Emergency service", "fee"]);
  });

  it("breaks a word that is too long after its punctuation", () => {
    const width = textWidth("ENGINEERING/OPER", styles.body);
    expect(wrap("ENGINEERING/OPERATIONS", styles.body, width)).toEqual(["ENGINEERING/", "OPERATIONS"]);
  });

  it("loses no character and keeps within the width, whatever the text", () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom(..."abW-/.éł"), maxLength: 40 }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 300 }), (parts, width) => {
        const text = parts.join(" ");
        const lines = wrap(text, styles.body, width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.normalize("NFC").replaceAll(" ", ""));
        for (const line of lines) expect(textWidth(line, styles.body)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the typeface", () => {
  it("writes other scripts with their own file, and what no file has as a question mark", () => {
    expect(runsOf("Łódź Ελ Київ 漢", 400)).toEqual([
      { font: "latin-ext-400", text: "Ł" },
      { font: "latin-400", text: "ód" },
      { font: "latin-ext-400", text: "ź" },
      { font: "latin-400", text: " " },
      { font: "greek-400", text: "Ελ" },
      { font: "latin-400", text: " " },
      { font: "cyrillic-400", text: "Київ" },
      { font: "latin-400", text: " ?" },
    ]);
  });

  it("has figures of one width, so that amounts stand under each other", () => {
    for (const style of [styles.body, styles.strong, styles.total])
      expect(new Set([..."0123456789"].map((digit) => textWidth(digit, style))).size).toBe(1);
  });
});
