import { civilDate, instant, monthPeriod } from "@tollwright/calendar";
import { callByKey, loadVersions, versionsInForce } from "@tollwright/postgres";
import { compileDecks, documentsFrom, parsedOf, type RateDeck, valuesOf } from "@tollwright/rate-card";
import { explainRating } from "@tollwright/rating";
import { describe, expect, it } from "vitest";
import { deckDifference } from "../../../services/cli/src/steps/deck-difference.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { FILES, line, type Story, story, value } from "./small-company.ts";

const test = testDatabase();

const PLAN_FILE = "rate-cards/plans/flat.yaml";
const byDeck = FILES[PLAN_FILE]
  .replace(", local]", "]")
  .replace(/price: \{ kind: flat.*$/m, "price: { kind: deck, deck: us }");

/** A delivery of deck `us`: rows of prefix, interstate and intrastate price. */
function deckFiles(effectiveFrom: string, ...rows: readonly string[]): Readonly<Record<string, string>> {
  const folder = `rate-cards/decks/us-${effectiveFrom}`;
  return {
    [`${folder}/deck.yaml`]: `id: us
description: US termination.
kind: npaNxxJurisdictional
currency: USD
effectiveFrom: ${effectiveFrom}
zone: America/New_York
rows: us.csv
columns: { prefix: Prefix, destination: Name, interstate: Inter, intrastate: Intra }
defaults: { initialSeconds: 60, incrementSeconds: 60 }
rateCeilingPerMinute: "1"
rounding: { mode: halfUp, places: 6 }
`,
    [`${folder}/us.csv`]: ["Prefix,Name,Inter,Intra", ...rows, ""].join("\n"),
  };
}

function deckOf(files: Readonly<Record<string, string>>): RateDeck {
  const { documents, problems } = documentsFrom(
    Object.entries(files).map(([path, text]) => ({ path, text })),
  );
  expect(problems).toEqual([]);
  const [deck] = valuesOf(documents, "deck");
  if (deck === undefined) throw new Error("no deck");
  return deck;
}

async function withCalls(name: string): Promise<Story> {
  const on = await story(test, name);
  await on.load({ [PLAN_FILE]: byDeck, ...deckFiles("2026-01-01", "1212,New York,0.060000,0.08") });
  // Two calls of one minute and one of 61 seconds, two minutes of which are billed: 4 × 0.06 = 0.24.
  await on.ingest("a.csv", line("1"), line("2"), line("3", { seconds: 61 }));
  return on;
}

describe("what a delivery would change in money on a month's calls", () => {
  it("each call priced now and then by the code that rates, by destination and in all", async () => {
    const on = await withCalls("deck_money");
    const deck = deckOf(deckFiles("2026-06-01", "1212,New York,0.075,0.08", "1212555,Manhattan,0.05,0.05"));
    const found = value(await deckDifference(on.database, { deck, month: monthPeriod("2026-04") }));
    // 1212555 takes the calls: 4 × 0.05 = 0.20.
    const change = { calls: 3, before: "0.24", after: "0.2", difference: "-0.04" };
    expect(found).toMatchObject({
      asOf: "2026-06-01",
      difference: { counts: { increased: 1, added: 1, unchanged: 0 }, firstIncrease: "2026-06-01" },
      money: { calls: 3, unpriced: 0, totals: [{ side: "customers", ...change }] },
    });
    expect(found.money?.destinations).toEqual([{ destination: "New York", side: "customers", ...change }]);
  });

  it("a closed prefix leaves calls without a price; nothing is stored by asking", async () => {
    const on = await withCalls("deck_money_closed");
    const before = await versionsInForce(on.database);
    const files = deckFiles("2026-06-01", "1213,Los Angeles,0.05,0.05");
    const closing = { ...deckOf(files), delivery: "full" as const };
    const found = value(await deckDifference(on.database, { deck: closing, month: monthPeriod("2026-04") }));
    expect(found.difference.counts).toMatchObject({ added: 1, closed: 1 });
    expect(found.money).toMatchObject({ calls: 3, unpriced: 3, totals: [{ before: "0.24", after: "0" }] });
    const other = value(await deckDifference(on.database, { deck: closing, month: monthPeriod("2026-03") }));
    expect(other.money).toMatchObject({ calls: 0, totals: [] });
    expect((await versionsInForce(on.database)).setHash).toBe(before.setHash);
  });
});

it("a deck by company is stored, rates and explains a call, and a delivery of it is compared in money", async () => {
  const byCompany = (day: string, ...rows: readonly string[]) => {
    const [yaml, csv] = Object.entries(deckFiles(day, ...rows));
    const [path, text] = yaml!;
    const kind = text.replace("npaNxxJurisdictional", "ocn");
    return { [path]: kind, [csv![0]]: csv![1] };
  };
  const on = await story(test, "deck_company");
  await on.load({
    [PLAN_FILE]: byDeck,
    ...byCompany("2026-01-01", "358F,Granite,0.060000,0.08", "12,Twelve,0.01,0.01"),
    "rate-cards/numbering/exchanges.csv": "prefix,state,lata,ocn\n212555,NY,132,358F\n",
  });
  await on.ingest("a.csv", line("1"));
  const { rows } = await on.database.pool.query<{ key: string }>(
    "select encode(call_key, 'hex') as key from rating",
  );
  const sentences = (await callByKey(on.database, rows[0]!.key))!.ratings.flatMap(explainRating);
  expect(sentences.find((sentence) => sentence.startsWith("Deck us"))).toMatch(
    /row 2: the exchange's OCN 358F \(Granite\)\.$/,
  );
  const deck = deckOf(byCompany("2026-06-01", "358F,Granite,0.075,0.08"));
  const found = value(await deckDifference(on.database, { deck, month: monthPeriod("2026-04") }));
  expect(found.difference.counts).toMatchObject({ increased: 1, added: 0 });
  expect(found.money).toMatchObject({ calls: 1, unpriced: 0, totals: [{ before: "0.06", after: "0.075" }] });
});

describe("books 8, 9: any past day is priced as known then, or as known now", () => {
  const at = (text: string) => instant(Date.parse(text));

  it("a delivery that came late, and one that was corrected", async () => {
    const on = await story(test, "deck_history");
    const load = async (files: Readonly<Record<string, string>>, recorded: string): Promise<void> => {
      const given = Object.entries(files).map(([path, text]) => ({ path, text }));
      await loadVersions(on.database, {
        documents: documentsFrom(given).documents,
        by: "x",
        at: at(recorded),
      });
    };
    await load(deckFiles("2026-01-01", "1212,NY,0.010,0.01"), "2026-01-01T00:00:00Z");
    // Holds from 10 April, and was told only on the 20th; corrected on 5 May.
    await load(deckFiles("2026-04-10", "1212,NY,0.020,0.02"), "2026-04-20T00:00:00Z");
    await load(deckFiles("2026-04-10", "1212,NY,0.015,0.02"), "2026-05-05T00:00:00Z");

    const priceOn = async (day: string, knownAt?: string): Promise<string | null | undefined> => {
      const { documents } = await versionsInForce(
        on.database,
        knownAt === undefined ? undefined : at(knownAt),
      );
      const decks = parsedOf(documents, "deck").map(({ document, value: deck }) => ({
        hash: document.hash,
        deck,
      }));
      return value(compileDecks(decks)).find("12125550123", civilDate(day))?.row.interstate;
    };
    expect(await priceOn("2026-04-09")).toBe("0.010");
    expect(await priceOn("2026-04-12", "2026-04-19T00:00:00Z")).toBe("0.010"); // nobody knew yet
    expect(await priceOn("2026-04-12", "2026-05-01T00:00:00Z")).toBe("0.020"); // as April was billed
    expect(await priceOn("2026-04-12")).toBe("0.015"); // as April should have been
  });
});
