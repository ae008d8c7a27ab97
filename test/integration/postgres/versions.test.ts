import { canonicalHash } from "@tollwright/canonical";
import { loadVersions, migrate, versionSet, versionsInForce } from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { at, call, notRated, store, version } from "./sample-calls.ts";
import { refusal, single, testDatabase } from "./test-database.ts";

const test = testDatabase();
const MARCH = at("2026-03-01T00:00:00Z");
const APRIL = at("2026-04-01T00:00:00Z");
const MAY = at("2026-05-01T00:00:00Z");

const planOne = version("plan", "business", { price: "1" });
const planTwo = version("plan", "business", { price: "2" });
const deckMarch = version("deck", "az", { rows: "march" }, "2026-03-01");
const deckApril = version("deck", "az", { rows: "april" }, "2026-04-01");
const deckAprilAgain = version("deck", "az", { rows: "april, corrected" }, "2026-04-01");

const load = (documents: (typeof planOne)[], when = MARCH) =>
  loadVersions(test.db, { documents, by: "Ada", at: when });
const hashes = async (cutoff?: typeof MARCH) =>
  (await versionsInForce(test.db, cutoff)).documents.map(({ hash }) => hash);

describe("versions in force (books 8, 9)", () => {
  it("are none in a new database, whose calls are stored all the same", async () => {
    const empty = canonicalHash([]);
    expect(await versionsInForce(test.db)).toEqual({ setHash: empty, documents: [] });
    const early = call("early");
    const stored = await store(test.db, empty, [[early, notRated(early)]]);
    expect(stored).toMatchObject({ kind: "stored", counts: { accepted: 1, suspendedAtRating: 1 } });
  });

  it("come in with their four events, and the same documents again change nothing", async () => {
    const first = await load([planOne, deckMarch]);
    expect(first.stored.map(({ name }) => name)).toEqual(["business", "az"]);
    expect(first.setHash).toBe(canonicalHash([planOne.hash, deckMarch.hash].sort()));
    const again = await load([deckMarch, planOne]);
    expect(again).toEqual({ stored: [], unchanged: again.unchanged, setHash: first.setHash });
    expect(again.unchanged.length).toBe(2);
    expect(await single(test.db, "select count(*) from version_event")).toBe(8n);
    expect(
      await single(
        test.db,
        "select string_agg(distinct event, ' ') from version_event where by_whom = 'Ada'",
      ),
    ).toBe("approved checked draft inForce");
  });

  it("a comment changes nothing, and its bytes are kept", async () => {
    await load([{ ...planOne, delivered: `# another comment\n${planOne.canonical}` }]);
    expect(
      await single(test.db, "select count(*) from version_delivery where version = $1", [planOne.hash]),
    ).toBe(2n);
    expect(await hashes()).toEqual([deckMarch.hash, planOne.hash]);
  });

  it("of plans the last counts; decks stack, a correction replaces its own date's", async () => {
    await load([planTwo, deckApril], APRIL);
    expect(await hashes()).toEqual([deckMarch.hash, deckApril.hash, planTwo.hash]);
    await load([deckAprilAgain], MAY);
    expect(await hashes()).toEqual([deckMarch.hash, deckAprilAgain.hash, planTwo.hash]);
  });

  it("are those that were recorded up to the cutoff", async () => {
    expect(await hashes(MARCH)).toEqual([deckMarch.hash, planOne.hash]);
    expect(await hashes(APRIL)).toEqual([deckMarch.hash, deckApril.hash, planTwo.hash]);
  });

  it("a version that was replaced returns, and each set can be looked up by its hash", async () => {
    const before = await versionsInForce(test.db);
    const { setHash, stored } = await load([planOne], MAY);
    expect(stored.map(({ hash }) => hash)).toEqual([planOne.hash]);
    expect(await hashes()).toEqual([deckMarch.hash, deckAprilAgain.hash, planOne.hash]);
    expect(await versionSet(test.db, before.setHash)).toEqual(before.documents);
    expect((await versionsInForce(test.db)).setHash).toBe(setHash);
    expect(await versionSet(test.db, canonicalHash(["unheard of"]))).toBeNull();
  });

  it("are never changed", async () => {
    for (const table of ["version", "version_document", "version_event", "version_set"]) {
      expect(await refusal(test.db, `delete from ${table}`)).toBe("23000");
      expect(await refusal(test.db, `truncate ${table} cascade`)).toBe("23000");
    }
    expect(await refusal(test.db, "update version set name = 'other'")).toBe("23000");
    const wrong = `insert into version (hash, kind, name, canonical) values ('${planOne.hash.replace(/^./, "f")}', 'plan', 'x', '{}')`;
    expect(await refusal(test.db, wrong)).toBe("23514"); // the hash is of other bytes
  });
});

describe("migrations", () => {
  it("run once, and refuse a file that was changed after it had been applied", async () => {
    expect(await migrate(test.db)).toEqual({ applied: [] });
    await test.db.pool.query("update migration set hash = 'other' where name like '0001%'");
    await expect(migrate(test.db)).rejects.toThrow(/changed after it had been applied/);
  });
});
