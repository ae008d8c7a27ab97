import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCalculator } from "@tollwright/calculators";
import { parse } from "@tollwright/yaml";
import { expect, it } from "vitest";
import { root } from "./source-files.ts";

const page = readFileSync(join(root, "rate-cards/plans/tariffs.md"), "utf8");
const product = parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "");
const examples = [...page.matchAll(/^\| (\d{4}-\S+Z) \| (\d+) \| (\d+) \| (\S+) \|/gm)].map(
  ([, answeredAt = "", seconds = "", billed = "", charge = ""]) =>
    [answeredAt, seconds, billed, charge] as const,
);

it("the page on tariffs has examples", () => {
  expect(examples.length).toBeGreaterThan(4);
});

it.each(examples)("%s, %s s: %s s billed, %s", (answeredAt, seconds, billed, charge) => {
  const { answer } = runCalculator(
    "price-call",
    JSON.stringify({ call: { seconds, answeredAt }, rate: product.price.rate }),
  );
  expect(JSON.parse(answer).result).toMatchObject({ billedSeconds: billed, charge });
});
