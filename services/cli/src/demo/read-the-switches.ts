import { existsSync } from "node:fs";
import { join } from "node:path";
import { generateTraffic } from "@tollwright/demo-traffic";
import { writeFileAtomic } from "@tollwright/files";
import { audit, versionsInForce } from "@tollwright/postgres";
import { ok, type Problem, problem, type Result } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import type { Context } from "../context.ts";
import { counted } from "../output.ts";
import { balanceTable } from "../steps/balances.ts";
import { decideGaps } from "../steps/decide-gaps.ts";
import { ingestFiles } from "../steps/ingest-files.ts";
import { loadRateCards } from "../steps/load-rate-cards.ts";
import type { DemoScene } from "./demo-scene.ts";

/** Rate cards in force, the month's records written as two switches would, read, rated, stored and balanced. */
export async function readTheSwitches(context: Context, scene: DemoScene): Promise<Result<null>> {
  const { progress } = context.output;
  progress("1 · rate cards, plans, decks, levies and the demonstration company");
  const loaded = await loadRateCards(context, {
    paths: [scene.rateCards],
    by: scene.by,
    checkOnly: false,
  });
  if (!loaded.ok) return loaded;
  progress(`    ${loaded.value.stored.length} versions put in force, ${loaded.value.unchanged} unchanged`);
  const decided = await decideGaps(context, scene.gapDecisions);
  if (!decided.ok) return decided;

  progress("2 · a month of call records, as two switches would have written them");
  const bySource = await writeTraffic(context, scene);

  progress("3 · read, rate and store");
  for (const [source, files] of bySource) {
    const ingested = await ingestFiles(context, { source, files });
    if (!ingested.ok) return ingested;
    const { total, files: reports, problems } = ingested.value;
    if (problems.length > 0) return { ok: false, problems };
    const again = reports.filter(({ arrival }) => arrival === "seenBefore").length;
    progress(
      `    ${source}: ${counted(total.records, "record")} in ${counted(reports.length, "file")}, ${again} of them seen before`,
    );
  }
  return balanced(context);
}

/** The generator is pure; what an earlier run wrote is the same bytes and is left alone. */
async function writeTraffic(
  context: Context,
  scene: DemoScene,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { documents } = await versionsInForce(context.database);
  const traffic = generateTraffic({
    seed: scene.seed,
    company: { accounts: valuesOf(documents, "account"), sources: valuesOf(documents, "source") },
    month: scene.month,
    sizes: scene.sizes,
  });
  const bySource = new Map<string, string[]>();
  for (const { name, source, text } of traffic.files) {
    const path = join(context.dataFolder, "switches", name);
    if (!existsSync(path)) await writeFileAtomic(path, new TextEncoder().encode(text));
    bySource.set(source, [...(bySource.get(source) ?? []), path]);
  }
  return bySource;
}

async function balanced(context: Context): Promise<Result<null>> {
  context.output.progress("4 · the balances: every record read is in exactly one place");
  const found = await audit(context.database);
  context.output.write(`\n${balanceTable(found)}\n`);
  context.output.write(
    `\n${counted(found.filesSentAgain, "file")} sent again: seen, and not read again.\n\n`,
  );
  const wrong: Problem[] = [
    ...found.rows
      .filter((row) => !row.balanced)
      .map((row) => problem({ code: "BALANCE", message: `${row.fileName ?? row.file} does not balance` })),
    ...found.differences.map((row) =>
      problem({ code: "BALANCE", message: `${row.check}: expected ${row.expected}, found ${row.found}` }),
    ),
  ];
  return wrong.length === 0 ? ok(null) : { ok: false, problems: wrong };
}
