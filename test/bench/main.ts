import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeCdrFile } from "./cdr-file.ts";
import { benchClosing } from "./closing.ts";
import { benchDeck } from "./deck.ts";
import { benchDurable } from "./durable.ts";
import { benchItemised } from "./itemised.ts";
import { benchKafka } from "./kafka.ts";
import { benchParts } from "./parts.ts";
import { benchTotals } from "./totals.ts";

/** Enough that the runtime's compiler has long done its work. */
const PARTS_RECORDS = 200_000;

const USAGE = `pnpm bench [options]
  --sections <list>  totals, parts, deck, itemised, closing, durable, kafka (default: all)
  --sizes <list>     records of the files for totals (default 100000,1000000; the issue asks for 10000000 too)
  --records <n>      records that are loaded into Postgres (default 200000)
  --stored <n>       rows that are there before (default 1000000; the design's figure is 10000000)
  --rounds <n>       turns of durable and kafka with their comparator (default 3)
  --rows <list>      rows of the itemised workbooks (default 10000,100000,1000000)
  --accounts <list>  accounts that closing bills (default 20,200,2000; the design's figure is 20000)
  --calls <n>        calls of each of them in a month (default 100; the design's figure is 500)
  --levies <list>    none, us: what closing taxes by (default: both)
  --seed <n>         of the data (default 7)
`;

const { values } = parseArgs({
  // pnpm hands on the `--` that npm takes away.
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: {
    sections: { type: "string", default: "totals,parts,deck,itemised,closing,durable,kafka" },
    sizes: { type: "string", default: "100000,1000000" },
    records: { type: "string", default: "200000" },
    stored: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "3" },
    rows: { type: "string", default: "10000,100000,1000000" },
    accounts: { type: "string", default: "20,200,2000" },
    calls: { type: "string", default: "100" },
    levies: { type: "string", default: "none,us" },
    seed: { type: "string", default: "7" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) process.stdout.write(USAGE);
else await bench();

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tw-bench-"));
  const seed = Number(values.seed);
  const fileOf = async (records: number, duplicatesInHundred: number) => {
    const path = join(folder, `Master-${records}-${duplicatesInHundred}.csv`);
    await writeCdrFile({ path, records, seed, duplicatesInHundred });
    return { path, records };
  };
  const sections = values.sections.split(",");
  const loaded = {
    seed,
    records: Number(values.records),
    stored: Number(values.stored),
    rounds: Number(values.rounds),
  };
  const [{ model = "unknown" } = {}] = cpus();
  process.stdout.write(
    `${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}\n`,
  );
  try {
    if (sections.includes("totals")) {
      for (const size of values.sizes.split(",")) await benchTotals([await fileOf(Number(size), 0)]);
    }
    if (sections.includes("parts")) await benchParts(folder, await fileOf(PARTS_RECORDS, 0), seed);
    if (sections.includes("deck")) await benchDeck(folder, seed);
    if (sections.includes("itemised")) await benchItemised(folder, values.rows.split(",").map(Number));
    if (sections.includes("closing")) {
      const sizes = values.accounts.split(",").map(Number);
      const levies = values.levies.split(",").map((own) => (own === "us" ? "us" : "none"));
      await benchClosing({ folder, seed, sizes, callsAnAccount: Number(values.calls), levies });
    }
    if (sections.includes("durable")) {
      await benchDurable({ folder, ...loaded });
    }
    if (sections.includes("kafka")) {
      await benchKafka({ folder: join(folder, "kafka"), ...loaded });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
