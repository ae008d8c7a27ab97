import { CivilDate } from "@tollwright/calendar";
import { PositiveDecimalText } from "@tollwright/money";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkYaml } from "./check-yaml.ts";

const Schema = z.strictObject({
  id: z.string().regex(/^[a-z]+$/, "lower-case letters"),
  from: CivilDate,
  prices: z.array(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("flat"), amount: PositiveDecimalText }),
      z.strictObject({ kind: z.literal("free") }),
    ]),
  ),
  method: z.union([z.literal("safeHarbor"), z.strictObject({ study: PositiveDecimalText })]).optional(),
});

const GOOD = `# a comment
id: basic
from: 2026-04-01
prices:
  - kind: flat
    amount: "0.0350"
`;

function check(text: string) {
  return checkYaml(Schema, { path: "plans/basic.yaml", text });
}

describe("checkYaml", () => {
  it("keeps dates and amounts as the text that they are", () => {
    expect(check(GOOD)).toEqual({
      ok: true,
      value: { id: "basic", from: "2026-04-01", prices: [{ kind: "flat", amount: "0.0350" }] },
    });
  });

  it("reads JSON, which is YAML", () => {
    expect(check('{"id": "basic", "from": "2026-04-01", "prices": []}').ok).toBe(true);
  });

  it.each([
    // what is wrong, the text, code, line, path, what the message or way out says
    [
      "a float",
      GOOD.replace('"0.0350"', "0.0350"),
      "NUMBER_NOT_TEXT",
      6,
      undefined,
      'write it in quotes: "0.0350"',
    ],
    [
      "a whole number where text belongs",
      GOOD.replace('"0.0350"', "35"),
      "INVALID_DOCUMENT",
      6,
      "prices[0].amount",
      'write it in quotes: "35"',
    ],
    [
      "a negative amount",
      GOOD.replace('"0.0350"', '"-1"'),
      "INVALID_DOCUMENT",
      6,
      "prices[0].amount",
      "zero or more",
    ],
    ["a key that stands twice", `${GOOD}id: other\n`, "INVALID_YAML", 7, undefined, "unique"],
    ["an unknown field", GOOD.replace("amount", "amuont"), "UNKNOWN_FIELD", 6, "prices[0].amuont", "amuont"],
    ["a missing field", GOOD.replace("from: 2026-04-01\n", ""), "INVALID_DOCUMENT", 2, "from", "missing"],
    [
      "a missing field deeper down",
      GOOD.replace('    amount: "0.0350"\n', ""),
      "INVALID_DOCUMENT",
      5,
      "prices[0].amount",
      "missing",
    ],
    [
      "no such kind",
      GOOD.replace("kind: flat", "kind: cheap"),
      "INVALID_DOCUMENT",
      5,
      "prices[0].kind",
      "cheap",
    ],
    ["no such day", GOOD.replace("2026-04-01", "2026-04-31"), "INVALID_DOCUMENT", 3, "from", "2026-04-31"],
    ["bad indentation", `${GOOD}   x: [`, "INVALID_YAML", 7, undefined, ""],
    [
      "a wrong branch of a union",
      `${GOOD}method:\n  study: 5\n`,
      "INVALID_DOCUMENT",
      8,
      "method.study",
      'write it in quotes: "5"',
    ],
    ["an empty file", "", "INVALID_DOCUMENT", 1, undefined, "expected object"],
  ])("refuses %s with its place", (_what, text, code, line, path, says) => {
    const result = check(text);
    const problems = result.ok ? [] : result.problems;
    const found = problems.find((problem) => problem.code === code && problem.path === path);
    expect(found, JSON.stringify(problems)).toMatchObject({ file: "plans/basic.yaml", line });
    expect(`${found?.message} ${found?.wayOut}`).toContain(says);
  });

  it("a check of the schema's own may name its problem and way out", () => {
    const own = z.strictObject({ id: z.string() }).superRefine((_, context) => {
      const params = { problem: "SETTING_UNUSED", wayOut: "take it out" };
      context.addIssue({ code: "custom", path: ["id"], message: "nobody looks at it", params });
    });
    expect(checkYaml(own, { path: "a.yaml", text: "\nid: x\n" })).toEqual({
      ok: false,
      problems: [
        {
          code: "SETTING_UNUSED",
          message: "id: nobody looks at it",
          path: "id",
          file: "a.yaml",
          line: 2,
          wayOut: "take it out",
        },
      ],
    });
  });

  it("lists every problem at once", () => {
    const result = check(GOOD.replace("basic", "B4SIC").replace('"0.0350"', '"x"'));
    expect(result.ok ? 0 : result.problems.map(({ path }) => path)).toEqual(["id", "prices[0].amount"]);
  });

  it("stops aliases that unfold beyond every measure", () => {
    const bomb = ["a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]"];
    for (const [name, of] of ["ba", "cb", "dc", "ed"])
      bomb.push(`${name}: &${name} [*${of}, *${of}, *${of}, *${of}, *${of}, *${of}]`);
    const result = check(bomb.join("\n"));
    expect(result.ok ? "" : result.problems[0]?.code).toBe("INVALID_YAML");
  });
});
