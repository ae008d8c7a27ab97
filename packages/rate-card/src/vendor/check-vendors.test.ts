import { expect, it } from "vitest";
import { checkReferences } from "../check-references.ts";
import { documentsFrom } from "../documents-from.ts";
import { exampleFiles } from "../testing/example-files.ts";

const FILE = "rate-cards/companies/example/vendors/upstream.yaml";
const OTHER = "rate-cards/companies/example/vendors/aardvark.yaml";

const UPSTREAM = `id: upstream
name: Upstream Carrier
currency: USD
zone: UTC
trunks:
  - { source: chi, name: out-1, from: 2026-01-01 }
  - { source: chi, name: out-2, direction: outbound, callsPerSecond: 20, from: 2026-01-01, until: 2026-06-01 }
prices:
  - { direction: outbound, classes: [interstate, intrastate], price: { kind: deck, deck: us }, from: 2026-01-01 }
  - { direction: inbound, classes: [inbound, tollFree], price: { kind: flat, rate: { ratePerMinute: "0.0020" } }, from: 2026-01-01 }
`;

function found(changes: Readonly<Record<string, string>>): readonly string[] {
  const loaded = documentsFrom(exampleFiles(changes));
  return [...loaded.problems, ...checkReferences(loaded.documents)].map(
    ({ code, path }) => `${code} ${path}`,
  );
}

/** The same as another vendor, named so that it comes before. */
const another = UPSTREAM.replace("id: upstream", "id: aardvark");

it.each([
  ["a vendor that holds together", UPSTREAM, []],
  [
    "a deck that is not there",
    UPSTREAM.replace("deck: us", "deck: uk"),
    ["REFERENCE_UNKNOWN prices[0].price.deck"],
  ],
  [
    "another currency than its deck's",
    UPSTREAM.replace("currency: USD", "currency: CAD"),
    ["CURRENCY_DIFFERS prices[0].price.deck"],
  ],
  [
    "a source that is not there",
    UPSTREAM.replace("source: chi, name: out-2", "source: lax, name: out-2"),
    ["REFERENCE_UNKNOWN trunks[1].source"],
  ],
  [
    "one trunk twice on a day",
    UPSTREAM.replace("name: out-2", "name: out-1"),
    ["TRUNK_NAME_TWICE trunks[1].name"],
  ],
  [
    "a class with two prices on a day",
    UPSTREAM.replace("classes: [inbound, tollFree]", "classes: [intrastate]").replace(
      "direction: inbound",
      "direction: outbound",
    ),
    ["PRODUCT_CLASS_TWICE prices[1].classes[0]"],
  ],
  ["one class by direction", UPSTREAM.replace("classes: [inbound, tollFree]", "classes: [intrastate]"), []],
  ["a field that nobody knows", `${UPSTREAM}discount: none\n`, ["UNKNOWN_FIELD discount"]],
])("%s", (_, text, expected) => {
  expect(found({ [FILE]: text })).toEqual(expected);
});

it("tells a trunk of two vendors once, unless one ends where the other begins", () => {
  expect(found({ [FILE]: UPSTREAM, [OTHER]: another })).toEqual([
    "TRUNK_NAME_TWICE trunks[0].name",
    "TRUNK_NAME_TWICE trunks[1].name",
  ]);
  const ended = another.replaceAll(", from: 2026-01-01, until: 2026-06-01", ", from: 2025-01-01");
  const until = ended
    .replace("name: out-1, from: 2026-01-01", "name: out-1, from: 2025-01-01, until: 2026-01-01")
    .replace("from: 2025-01-01 }", "from: 2025-01-01, until: 2026-01-01 }");
  expect(found({ [FILE]: UPSTREAM, [OTHER]: until })).toEqual([]);
});

it("shares a trunk by direction: he who takes our calls need not be he who brings them", () => {
  const outbound = UPSTREAM.replace("name: out-1,", "name: out-1, direction: outbound,");
  const inbound = another
    .replace("name: out-1,", "name: out-1, direction: inbound,")
    .replace("out-2", "out-3");
  expect(found({ [FILE]: outbound, [OTHER]: inbound })).toEqual([]);
});
