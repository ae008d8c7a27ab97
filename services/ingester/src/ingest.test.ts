import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Bus, type Delivery, type Intake, inProcessBus } from "@tollwright/bus";
import { type Instant, parseInstant } from "@tollwright/calendar";
import { type Call, Source } from "@tollwright/cdr";
import { rawRecord } from "@tollwright/files";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BatchLimits } from "./batch.ts";
import { type IngestEvent, ingest } from "./ingest.ts";
import type { FileDelivery, IngestStore } from "./ingest-store.ts";
import { readLooseFile } from "./read-file.ts";

const now = parseInstant("2026-05-01T06:00:00Z") as Instant;
const asterisk = Source.parse({
  id: "pbx",
  description: "a test switch",
  format: "asterisk-csv",
  zone: "America/New_York",
});
const freeswitch = Source.parse({ ...asterisk, id: "fs", format: "freeswitch-json" });
const flatstore = Source.parse({
  ...asterisk,
  id: "proxy",
  format: "flatstore",
  columns: ["method", "from_tag", "to_tag", "callid", "sip_code", "sip_reason", "time", "from", "to"],
});

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tollwright-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Books kept in memory: the same fence, nothing else. `failures` are thrown one by one before a batch is stored. */
function memoryBooks(failures: Error[] = []) {
  const deliveries: FileDelivery[] = [];
  const positions = new Map<string, bigint>();
  const calls: Call[] = [];
  const intakes: Intake[] = [];
  const move = (intake: Intake): void => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    for (const { id, expected } of intake.positions)
      if (positions.get(id) !== expected) throw new Error(`position moved: ${id}`);
    for (const { id, next } of intake.positions) positions.set(id, next);
    intakes.push(intake);
  };
  const ofSource = (source: string) => deliveries.filter((delivery) => delivery.source === source);
  const store: IngestStore = {
    knownSizes: async (source) => ofSource(source).map(({ bytes }) => bytes),
    knownContents: async (source, hashes) =>
      ofSource(source)
        .filter(({ contentHash }) => hashes.includes(contentHash))
        .map((known) => ({
          ...known,
          longestBytes: Math.max(
            ...ofSource(source)
              .filter(({ fileHash }) => fileHash === known.fileHash)
              .map(({ bytes }) => bytes),
          ),
        })),
    registerFiles: async (arrived) => {
      deliveries.push(...arrived);
    },
    ensurePositions: async (ids) => {
      for (const id of ids) positions.set(id, positions.get(id) ?? 0n);
    },
    positionsOf: async (ids) => new Map(ids.map((id) => [id, positions.get(id) ?? -1n])),
    storeIntake: async (intake) => move(intake),
  };
  const handle = async (delivery: Delivery): Promise<void> => {
    if (delivery.intake !== null) move(delivery.intake);
    calls.push(...delivery.calls);
  };
  return { store, handle, deliveries, positions, calls, intakes };
}

async function run(
  books: ReturnType<typeof memoryBooks>,
  names: readonly string[],
  {
    source = asterisk,
    bus,
    ...request
  }: { source?: Source; bus?: Bus; atOnce?: number; limits?: BatchLimits } = {},
) {
  const inProcess = inProcessBus();
  await inProcess.subscribe(books.handle);
  const events: IngestEvent[] = [];
  const report = await ingest({
    files: names.map((name) => join(folder, name)),
    source,
    bus: bus ?? inProcess,
    store: books.store,
    archive: join(folder, "archive"),
    clock: () => now,
    log: (event) => events.push(event),
    ...request,
  });
  return { ...report, events, arrivals: report.files.map(({ arrival }) => arrival) };
}

function line(index: number, billsec = 60): string {
  const clock = `2026-04-07 10:${String(Math.floor(index / 60) % 60).padStart(2, "0")}:${String(index % 60).padStart(2, "0")}`;
  const end = clock.replace(" 10:", " 11:");
  return `"","1","2","c","","SIP/a-0000a1b2","","Dial","","${clock}","${clock}","${end}",3600,${billsec},"ANSWERED","D","1.1","","","1.1",${index}`;
}

function lines(from: number, until: number): string {
  return Array.from({ length: until - from }, (_, index) => `${line(from + index)}\n`).join("");
}

/** Openings whose other ends have not come. */
function invites(count: number): string {
  const invite = (index: number) => `INVITE|f${index}|t${index}|c${index}|200|OK|1775001600|12|34\n`;
  return Array.from({ length: count }, (_, index) => invite(index)).join("");
}

const write = (name: string, content: string) => writeFile(join(folder, name), content);
const sequences = (calls: readonly Call[]) => calls.map(({ startedAt }) => startedAt);

describe("a file", () => {
  it("comes onto the bus with its position, its set-aside records and its counts", async () => {
    await write("Master.csv", `${lines(0, 3)}broken\n${line(3, 4000)}\n`);
    const books = memoryBooks();
    const { files, total } = await run(books, ["Master.csv"]);

    const [{ fileHash = "", bytes = 0 } = {}] = files;
    expect(total).toEqual({
      records: 5,
      calls: 3,
      parts: 0,
      ignored: 0,
      suspended: 2,
      recordsWithExtraColumns: 0,
    });
    expect(files).toMatchObject([{ arrival: "new", records: 5, name: join(folder, "Master.csv") }]);
    expect(books.deliveries).toMatchObject([
      { source: "pbx", fileHash, contentHash: fileHash, bytes, at: now },
    ]);
    expect([...books.positions]).toEqual([[`file:pbx:${fileHash}`, BigInt(bytes)]]);
    const where = { file: fileHash, source: "pbx" };
    // 3 calls of 60 s, one of 4,000 s that is longer than itself, one line of which nothing is known
    expect(books.intakes[0]?.ledger).toEqual([
      { ...where, day: null, bucket: "read", records: 1, milliseconds: 0, recordsWithoutSeconds: 1 },
      { ...where, day: null, bucket: "suspended", records: 1, milliseconds: 0, recordsWithoutSeconds: 1 },
      {
        ...where,
        day: "2026-04-07",
        bucket: "read",
        records: 4,
        milliseconds: 4_180_000,
        recordsWithoutSeconds: 0,
      },
      {
        ...where,
        day: "2026-04-07",
        bucket: "suspended",
        records: 1,
        milliseconds: 4_000_000,
        recordsWithoutSeconds: 0,
      },
    ]);
    const [aside] = books.intakes[0]?.setAside ?? [];
    const { offset = 0, length = 0 } = aside?.record ?? {};
    expect(await rawRecord({ archive: join(folder, "archive"), fileHash, offset, length })).toBe("broken");
  });

  it("tells what it suspends once for each file and reason, at the first record", async () => {
    await write("Master.csv", `${line(0)}\nbroken\n${line(1, 4000)}\ncut\n,\n`);
    await write("Other.csv", "cut\n");
    const { suspended } = await run(memoryBooks(), ["Master.csv", "Other.csv"]);
    const told = suspended.map(({ code, file, line: at, message }) => [code, file, at, message]);
    expect(told).toEqual([
      ["RECORD_COLUMNS", join(folder, "Master.csv"), 2, "1 columns; and 2 records more"],
      ["RECORD_DURATION", join(folder, "Master.csv"), 3, expect.any(String)],
      ["RECORD_COLUMNS", join(folder, "Other.csv"), 1, "1 columns"],
    ]);
    for (const { wayOut } of suspended) expect(wayOut).not.toBe("");
  });

  it("sent again, by any name, is a delivery and is not read again", async () => {
    await write("Master.csv", lines(0, 3));
    await write("copy.csv", lines(0, 3));
    const books = memoryBooks();
    expect((await run(books, ["Master.csv", "copy.csv"])).arrivals).toEqual(["new", "seenBefore"]);
    expect((await run(books, ["copy.csv"])).arrivals).toEqual(["seenBefore"]);
    expect(books.deliveries.map(({ name }) => name.slice(-8))).toEqual(["ster.csv", "copy.csv", "copy.csv"]);
    expect(books.calls).toHaveLength(3);
  });

  it("that begins with the whole of a known one continues it, under its identity", async () => {
    await write("1.csv", lines(0, 3));
    const books = memoryBooks();
    const [first] = (await run(books, ["1.csv"])).files;
    await write("1.csv", lines(0, 5));
    await write("2.csv", lines(0, 6));
    const later = await run(books, ["1.csv", "2.csv"]);

    expect(later.files.map(({ fileHash }) => fileHash)).toEqual([first?.fileHash, first?.fileHash]);
    expect(later.total.records).toBe(3);
    expect(books.calls.map(({ record }) => record.line)).toEqual([1, 2, 3, 4, 5, 6]);
    const last = books.calls[5]?.record;
    expect(await rawRecord({ archive: join(folder, "archive"), ...(last as Call["record"]) })).toBe(line(5));
    // the first content once more: known, and the archive keeps the longer one
    await write("1.csv", lines(0, 3));
    expect((await run(books, ["1.csv"])).arrivals).toEqual(["seenBefore"]);
    expect(await rawRecord({ archive: join(folder, "archive"), ...(last as Call["record"]) })).toBe(line(5));
  });

  it.each([
    ["ends in the middle of a line", lines(0, 3).slice(0, -5), lines(0, 5)],
    ["differs in one byte", lines(0, 3), lines(0, 5).replace(",60,", ",61,")],
  ])("whose known beginning %s is another file", async (_, known, content) => {
    const books = memoryBooks();
    await write("1.csv", known);
    await write("2.csv", content);
    const { files, arrivals } = await run(books, ["1.csv", "2.csv"]);
    expect(arrivals).toEqual(["new", "new"]);
    expect(files[0]?.fileHash).not.toBe(files[1]?.fileHash);
    expect(files[1]?.records).toBe(5);
  });

  it("that cannot be read is a problem, and the others are read", async () => {
    await write("2.csv", lines(0, 2));
    const { files, problems } = await run(memoryBooks(), ["1.csv", "2.csv"]);
    expect(problems).toMatchObject([{ code: "FILE_UNREADABLE", file: join(folder, "1.csv") }]);
    expect(files).toMatchObject([{ records: 2 }]);
  });
});

describe("batches", () => {
  it("what a killed process had in hand is thrown away, what another machine has is not", async () => {
    const { pid: dead } = spawnSync("true");
    await mkdir(join(folder, "archive"));
    const copies = [`.incoming-${hostname()}-${dead}-1`, `.incoming-${hostname()}-${process.pid}-9999`];
    for (const name of [...copies, `.incoming-elsewhere-${dead}-1`]) await write(`archive/${name}`, "half");
    await write("1.csv", lines(0, 1));
    await run(memoryBooks(), ["1.csv"]);
    const left = (await readdir(join(folder, "archive"))).filter((name) => name.startsWith("."));
    expect(left.sort()).toEqual([copies[1], `.incoming-elsewhere-${dead}-1`].sort());
  });

  it("an archive that cannot take files is no fault of theirs", async () => {
    await write("1.csv", lines(0, 1));
    await write("archive", "in the way");
    await expect(run(memoryBooks(), ["1.csv"])).rejects.toMatchObject({ code: "EEXIST" });
  });

  it("a large file is many, each from where the last one ended", async () => {
    await write("Master.csv", lines(0, 13_000));
    const books = memoryBooks();
    await run(books, ["Master.csv"]);
    const moves = books.intakes.flatMap(({ positions }) => positions);
    expect(moves.length).toBeGreaterThanOrEqual(2);
    expect(moves.map(({ expected }) => expected)).toEqual([
      0n,
      ...moves.slice(0, -1).map(({ next }) => next),
    ]);
    expect(books.calls).toHaveLength(13_000);
    expect(new Set(books.calls.map(({ callKey }) => callKey)).size).toBe(13_000);
  });

  it("many files of one call share one, their positions in id order", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `${index}.json`);
    const epoch = "1775570584";
    const facts = { start_epoch: epoch, end_epoch: epoch, duration: "0", billsec: "0" };
    for (const uuid of names) await write(uuid, JSON.stringify({ variables: { uuid, ...facts } }));
    const books = memoryBooks();
    const { total, events } = await run(books, names, { source: freeswitch });
    expect(total.calls).toBe(30);
    const ids = books.intakes.flatMap(({ positions }) => positions.map(({ id }) => id));
    expect(ids).toEqual([...books.positions.keys()].sort());
    expect(events.map(({ kind }) => kind)).toEqual(["arrived", "stored"]);
  });
});

describe("when storing fails", () => {
  it("goes on from the stored position, and every call comes once", async () => {
    await write("Master.csv", lines(0, 13_000));
    const books = memoryBooks([new Error("the server went away")]);
    const { events } = await run(books, ["Master.csv"]);
    expect(events).toContainEqual({ kind: "retry", message: "the server went away" });
    expect(books.calls).toHaveLength(13_000);
  });

  it("goes on behind somebody else who read the same file", async () => {
    await write("Master.csv", lines(0, 10));
    const books = memoryBooks();
    const position = BigInt(lines(0, 4).length);
    const { positionsOf } = books.store;
    let asked = 0;
    const store: IngestStore = {
      ...books.store,
      async positionsOf(ids) {
        const answer = await positionsOf(ids);
        asked += 1;
        if (asked === 1) for (const id of ids) books.positions.set(id, position); // the other one, just behind us
        return answer;
      },
    };
    await run({ ...books, store }, ["Master.csv"]);
    expect(books.calls.map(({ record }) => record.line)).toEqual([5, 6, 7, 8, 9, 10]);
  });

  it("gives up after three attempts without getting anywhere, and a later run goes on", async () => {
    await write("Master.csv", lines(0, 10));
    const books = memoryBooks(Array.from({ length: 3 }, () => new Error("no")));
    await expect(run(books, ["Master.csv"])).rejects.toThrow("no");
    expect(books.calls).toEqual([]);
    expect((await run(books, ["Master.csv"])).total.calls).toBe(10);
  });

  it("a bus that does not carry the intake: stored after the calls are safe; a crash between makes redeliveries", async () => {
    await write("Master.csv", lines(0, 10));
    const books = memoryBooks([new Error("crash")]);
    const published: Call[] = [];
    const bus: Bus = {
      ...inProcessBus(),
      carriesIntake: false,
      publish: async (calls) => {
        published.push(...calls);
      },
    };
    await run(books, ["Master.csv"], { bus });
    expect(books.intakes.map(({ positions }) => positions.length)).toEqual([1]);
    // In transit until they are stored (books 3), whatever was sent twice.
    expect(
      books.intakes.flatMap(({ ledger }) => ledger.map(({ bucket, records }) => [bucket, records])),
    ).toEqual([
      ["inTransit", 10],
      ["read", 10],
    ]);
    expect(sequences(published)).toEqual([
      ...sequences(published.slice(0, 10)),
      ...sequences(published.slice(0, 10)),
    ]);
  });
});

it("readLooseFile reads without archive or store", async () => {
  await write("Master.csv", lines(0, 3));
  const path = join(folder, "Master.csv");
  const calls: Call[] = [];
  for await (const reading of readLooseFile({ source: asterisk, path, readAt: now }))
    calls.push(...reading.calls);
  expect(calls.map(({ record }) => record.line)).toEqual([1, 2, 3]);
  expect(await readFile(path, "utf8")).toBe(lines(0, 3));
});

describe("several batches at once", () => {
  const atOnce = 3;

  it.each([
    ["the store answers at once", () => Promise.resolve(), []],
    ["the store takes now longer, now shorter, so batches overtake each other", pauses(), []],
    ["the store refuses some batches", pauses(), [2, 3, 7]],
  ] as const)("each record is stored once, in order within its file: %s", async (_, pause, refused) => {
    const names = ["a.csv", "b.csv", "c.csv", "d.csv"];
    for (const [index, name] of names.entries())
      await write(name, lines(0, 9_000).replaceAll('"1","2"', `"${index}","2"`));
    const books = memoryBooks();
    const bus = inProcessBus({ atOnce: 2 * atOnce });
    let deliveries = 0;
    await bus.subscribe(async (delivery) => {
      deliveries += 1;
      const number = deliveries;
      await pause();
      if ((refused as readonly number[]).includes(number)) throw new Error("refused");
      await books.handle(delivery);
    });
    const { total, files } = await run(books, names, { bus, atOnce });
    expect(total).toMatchObject({ records: 36_000, calls: 36_000 });
    expect(files.map(({ calls }) => calls)).toEqual([9_000, 9_000, 9_000, 9_000]);
    for (const [index] of names.entries()) {
      const lineNumbers = books.calls
        .filter(({ from }) => from === String(index))
        .map(({ record }) => record.line);
      expect(lineNumbers).toEqual(Array.from({ length: 9_000 }, (_, at) => at + 1));
    }
  });

  it.each([
    ["calls", asterisk, lines(0, 1_000), 3],
    // Four times as many pieces are a batch.
    ["pieces of calls", flatstore, invites(4_000), 2],
  ] as const)("of %s as many as memory has room for", async (_, source, content, most) => {
    await write("a", content);
    const books = memoryBooks();
    const bus = inProcessBus({ atOnce: 2 * atOnce });
    let underway = 0;
    let mostUnderway = 0;
    await bus.subscribe(async (delivery) => {
      underway += 1;
      mostUnderway = Math.max(mostUnderway, underway);
      await setTimeout(5);
      underway -= 1;
      await books.handle(delivery);
    });
    const limits = { calls: 100, parts: 400, positions: 10, chunkBytes: 1_024 };
    const { total } = await run(books, ["a"], { source, bus, atOnce, limits });
    expect(total.records).toBe(content.split("\n").length - 1);
    expect(mostUnderway).toBe(most);
  });

  it("a store that refuses everything ends it, and what was read is stored the next time", async () => {
    await write("a.csv", lines(0, 6_000));
    await write("b.csv", lines(0, 6_000).replaceAll('"1","2"', '"7","2"'));
    const books = memoryBooks(Array.from({ length: 40 }, () => new Error("the disk is full")));
    const bus = inProcessBus({ atOnce: 2 * atOnce });
    await bus.subscribe(books.handle);
    await expect(run(books, ["a.csv", "b.csv"], { bus, atOnce })).rejects.toThrow("the disk is full");
    const again = memoryBooks();
    const { total } = await run(again, ["a.csv", "b.csv"]);
    expect(total.calls).toBe(12_000);
  });
});

/** Waits of none to three turns of the clock, by turns. */
function pauses(): () => Promise<void> {
  let turn = 0;
  return () => {
    turn += 1;
    return setTimeout((turn * 7) % 4);
  };
}
