import { join } from "node:path";
import { benchServer } from "./database.ts";
import { DECK_ROWS, writeLargeDeck } from "./large-deck.ts";
import { run } from "./processes.ts";
import { printLines } from "./report.ts";

/** A deck of 200,000 rows: file → checked and stored, by the command that people type (budget: at most 5 s). */
export async function benchDeck(folder: string, seed: number): Promise<void> {
  const server = await benchServer(join(folder, "deck"));
  try {
    await server.create("deck");
    const env = { DATABASE_URL: server.urlOf("deck") };
    const load = (path: string) =>
      run("services/cli/src/main.ts", ["--data", join(folder, "data"), "load", path, "--by", "bench"], env);
    await load("rate-cards");
    const large = writeLargeDeck(folder, seed);
    const loaded = await load(join(large, "decks/us-termination"));
    const against = `${loaded.seconds.toFixed(1)} s (budget ≤ 5 s)`;
    printLines("Deck file → checked, stored, in force", [
      { what: "ours: load", rows: DECK_ROWS, ...loaded, against },
    ]);
  } finally {
    await server.stop();
  }
}
