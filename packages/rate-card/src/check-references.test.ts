import { describe, expect, it } from "vitest";
import { checkReferences } from "./check-references.ts";
import { documentsFrom } from "./documents-from.ts";
import { ACCOUNT, DECK, exampleFiles, LEGAL_ENTITY, PLAN } from "./testing/example-files.ts";

const PLAN_FILE = "rate-cards/plans/basic.yaml";
const ACCOUNT_FILE = "rate-cards/companies/example/accounts/acme.yaml";
const LEVY_FILE = "rate-cards/taxes/us/il/il-excise.yaml";
const ENTITY_FILE = "rate-cards/companies/example/legal-entities/example-telecom.yaml";
const DECK_FILE = "rate-cards/decks/us/deck.yaml";

const GAP = `price:
      { kind: tariff, rate: {
        periods: [{ when: { fromTime: "08:00" }, slots: [{ rate: "0.01" }] }] } }`;
const TWO_PRICES = `price:
      { kind: tariff, rate: {
        periods: [
          { slots: [{ rate: "0.01" }] },
          { when: { untilTime: "08:00" }, slots: [{ rate: "0.02" }] }] } }`;

function documents(changes: Readonly<Record<string, string>> = {}) {
  const loaded = documentsFrom(exampleFiles(changes));
  expect(loaded.problems).toEqual([]);
  return loaded.documents;
}

function found(changes: Readonly<Record<string, string>>): readonly string[] {
  return checkReferences(documents(changes)).map(
    ({ code, file, line, path }) => `${code} ${file}:${line} ${path}`,
  );
}

it("finds nothing wrong with a set that holds together", () => {
  expect(found({})).toEqual([]);
});

describe("what is wrong is told with file, line and path", () => {
  it.each([
    [
      "an unknown plan",
      ACCOUNT_FILE,
      ACCOUNT.replace("plan: basic", "plan: gold"),
      `PLAN_UNKNOWN ${ACCOUNT_FILE}:7 plans[0].plan`,
    ],
    [
      "an unknown legal entity",
      ACCOUNT_FILE,
      ACCOUNT.replace("legalEntity: example-telecom", "legalEntity: other"),
      `REFERENCE_UNKNOWN ${ACCOUNT_FILE}:3 legalEntity`,
    ],
    [
      "an unknown location",
      ACCOUNT_FILE,
      ACCOUNT.replace("defaultLocation: main", "defaultLocation: annex"),
      `REFERENCE_UNKNOWN ${ACCOUNT_FILE}:10 defaultLocation`,
    ],
    [
      "an unknown source",
      ACCOUNT_FILE,
      ACCOUNT.replace("source: chi", "source: lax"),
      `REFERENCE_UNKNOWN ${ACCOUNT_FILE}:17 trunkGroups[0].names[0].source`,
    ],
    [
      "a product that the plan has not",
      ACCOUNT_FILE,
      ACCOUNT.replace("product: did", "product: dod"),
      `PRODUCT_NOT_IN_PLAN ${ACCOUNT_FILE}:12 telephoneNumbers[0].product`,
    ],
    [
      "a product of another kind",
      ACCOUNT_FILE,
      ACCOUNT.replace("product: did", "product: channel"),
      `PRODUCT_WRONG_KIND ${ACCOUNT_FILE}:12 telephoneNumbers[0].product`,
    ],
    [
      "a class sold twice",
      PLAN_FILE,
      PLAN.replace("[intrastate]", "[intrastate, interstate]"),
      `PRODUCT_CLASS_TWICE ${PLAN_FILE}:6 products[1].classes[1]`,
    ],
    [
      "a tariff with a gap",
      PLAN_FILE,
      PLAN.replace("price: { kind: free }", GAP),
      `TARIFF_GAP ${PLAN_FILE}:9 products[2].price.rate.periods`,
    ],
    [
      "a tariff with two prices at one time",
      PLAN_FILE,
      PLAN.replace("price: { kind: free }", TWO_PRICES),
      `TARIFF_OVERLAP ${PLAN_FILE}:11 products[2].price.rate.periods[1]`,
    ],
    [
      "a product that stands twice",
      PLAN_FILE,
      PLAN.replace("id: da,", "id: did,"),
      `ID_TWICE ${PLAN_FILE}:10 products[4].id`,
    ],
    [
      "an unknown deck",
      PLAN_FILE,
      PLAN.replace(
        "classes: [intrastate], price: { kind: deck, deck: us }",
        "classes: [intrastate], price: { kind: deck, deck: eu }",
      ),
      `REFERENCE_UNKNOWN ${PLAN_FILE}:6 products[1].price.deck`,
    ],
    [
      "a class that the deck cannot price",
      PLAN_FILE,
      PLAN.replace("[intrastate]", "[intrastate, n11]"),
      `DECK_CLASS ${PLAN_FILE}:6 products[1].price.deck`,
    ],
    [
      "a deck in another currency",
      DECK_FILE,
      DECK.replace("USD", "CAD"),
      `CURRENCY_DIFFERS ${PLAN_FILE}:5 products[0].price.deck`,
    ],
    [
      "a levy in a base that is none",
      LEVY_FILE,
      'id: il-excise\nkind: tax\nform: { percent: "0.07" }\nbaseIncludes: [family:usf, fusf]\n',
      `LEVY_UNKNOWN ${LEVY_FILE}:4 baseIncludes[1]`,
    ],
    [
      "an election of a levy that is none",
      ENTITY_FILE,
      `${LEGAL_ENTITY}elections:\n  il-excise: recover\n  il-exise: recover\n`,
      `LEVY_UNKNOWN ${ENTITY_FILE}:15 elections.il-exise`,
    ],
    [
      "dates that end before they start",
      ACCOUNT_FILE,
      ACCOUNT.replace("product: did, from: 2026-01-01", "product: did, from: 2026-01-01, until: 2025-12-31"),
      `DATES_REVERSED ${ACCOUNT_FILE}:12 telephoneNumbers[0].until`,
    ],
  ])("%s", (_what, file, text, problem) => {
    expect(found({ [file]: text })).toContain(problem);
  });

  it("two accounts with one number, the second named", () => {
    const other = ACCOUNT.replace("id: acme", "id: best").replace("acme-1", "best-1");
    const path = ACCOUNT_FILE.replace("acme", "best");
    expect(found({ [path]: other })).toEqual([`NUMBER_TWO_OWNERS ${path}:12 telephoneNumbers[0]`]);
  });

  it("a product of an item is looked for only in the plans of its days", () => {
    const gold = PLAN.replace("id: basic", "id: gold").replace("id: did,", "id: number,");
    const change = (from: string) => ({
      "rate-cards/plans/gold.yaml": gold,
      [ACCOUNT_FILE]: ACCOUNT.replace(
        "plan: basic, from: 2026-01-01",
        `plan: basic, from: 2026-01-01, until: ${from} }\n  - { plan: gold, from: ${from}`,
      ).replace("product: did, from: 2026-01-01", "product: did, from: 2026-01-01, until: 2026-04-01"),
    });
    expect(found(change("2026-04-01"))).toEqual([]);
    expect(found(change("2026-03-31"))).toEqual([
      `PRODUCT_NOT_IN_PLAN ${ACCOUNT_FILE}:13 telephoneNumbers[0].product`,
    ]);
  });
});

describe("with what is in force already", () => {
  const account = documents().filter(({ kind }) => kind === "account");
  const others = documents().filter(({ kind }) => kind !== "account");

  it("what is named may be in force already", () => {
    expect(checkReferences(account).length).toBeGreaterThan(0);
    expect(checkReferences(account, others)).toEqual([]);
  });

  it("a document takes the place of the one of its name", () => {
    expect(checkReferences(account, documents())).toEqual([]);
    const changed = documents({ [ACCOUNT_FILE]: ACCOUNT.replace("plan: basic", "plan: gold") });
    expect(checkReferences(changed, documents()).map(({ code }) => code)).toEqual(["PLAN_UNKNOWN"]);
  });

  it("a later delivery of a deck stands beside the earlier one, and may not contradict it", () => {
    const later = (effective: string, rate: string) =>
      documents({
        [DECK_FILE]: DECK.replace("effectiveFrom: 2026-01-01", `effectiveFrom: ${effective}`).replace(
          "Intra }",
          "Intra, effectiveFrom: Day }",
        ),
        "rate-cards/decks/us/us.csv": `NPANXX,Inter,Intra,Day\n312,${rate},0.0200,2026-01-01\n`,
      }).filter(({ kind }) => kind === "deck");
    expect(checkReferences(later("2026-04-01", "0.0100"), documents())).toEqual([]);
    expect(checkReferences(later("2026-04-01", "0.0300"), documents()).map(({ code }) => code)).toEqual([
      "DECK_CONFLICT",
    ]);
    expect(checkReferences(later("2026-01-01", "0.0300"), documents())).toEqual([]); // it replaces the earlier one
  });
});
