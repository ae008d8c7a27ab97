import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type Server, startServer, stopLeftServer } from "@tollwright/postgres";
import { afterEach, describe, expect, it } from "vitest";
import { postmasterPid } from "./test-database.ts";

const folders: string[] = [];
const servers: Server[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tw-test-"));
  folders.push(folder);
  return folder;
}

async function start(dataFolder: string): Promise<Server> {
  const server = await startServer({ dataFolder, log: () => undefined });
  servers.push(server);
  return server;
}

async function answer(server: Server): Promise<unknown> {
  const db = openDatabase(server.connectionString);
  try {
    return (await db.pool.query("select 1::bigint as one")).rows[0]?.one;
  } finally {
    await db.close();
  }
}

/** A process that is not the server, whose number a crash left in the file. */
const somebodyElse = () => String(process.ppid);

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("the embedded server", () => {
  it("listens in a short folder, stays until the last who uses it stops, and keeps its data", async () => {
    const folder = newFolder();
    const first = await start(folder);
    expect(first.startedHere).toBe(true);
    expect(
      new URL(first.connectionString.replace("@/", "@h/")).searchParams.get("host")?.length,
    ).toBeLessThan(70);
    const second = await start(folder);
    expect(second).toMatchObject({ startedHere: false, connectionString: first.connectionString });
    await first.stop();
    expect(await answer(second)).toBe(1n);
    await second.stop();
    await expect(answer(second)).rejects.toThrow();
    expect(await answer(await start(folder))).toBe(1n);
  });

  it("is one server when two start it at once", async () => {
    const folder = newFolder();
    const both = await Promise.all([start(folder), start(folder)]);
    expect(both[0]?.connectionString).toBe(both[1]?.connectionString);
    expect(both.filter(({ startedHere }) => startedHere).length).toBe(1);
  });

  it("is there for one that comes while the last one leaves", async () => {
    const folder = newFolder();
    let server = await start(folder);
    for (let turn = 1; turn <= 3; turn += 1) {
      const leaving = server.stop();
      const [came] = await Promise.all([start(folder), leaving]);
      expect(await answer(came)).toBe(1n);
      server = came;
    }
  });

  it("that a killed process left is stopped for a fresh start, unless somebody uses it", async () => {
    const folder = newFolder();
    expect(await stopLeftServer(folder)).toBe(true); // nothing runs
    const server = await start(folder);
    expect(await stopLeftServer(folder)).toBe(false);
    expect(await answer(server)).toBe(1n);
    // Its user dies without a word: the sessions are gone, the server is not.
    const killer = openDatabase(server.connectionString);
    await killer.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    await killer.close();
    expect(await stopLeftServer(folder)).toBe(true);
    await expect(answer(server)).rejects.toThrow();
  });

  it("starts beside a postmaster.pid whose number belongs to somebody else by now", async () => {
    const folder = newFolder();
    const server = await start(folder);
    const pid = postmasterPid(folder);
    const file = join(folder, "cluster", "postmaster.pid");
    const left = readFileSync(file, "utf8");
    await server.stop();
    writeFileSync(file, left.replace(String(pid), somebodyElse()));
    expect(await answer(await start(folder))).toBe(1n);
  });

  it("says the end of its log where it does not start", async () => {
    const folder = newFolder();
    await (await start(folder)).stop();
    writeFileSync(join(folder, "cluster", "postgresql.conf"), "no_such_setting = 1\n");
    await expect(start(folder)).rejects.toThrow(/did not start[\s\S]*no_such_setting/);
  });

  it.runIf(process.getuid?.() === 0 && process.platform === "linux")(
    "runs as another user where only root can enter the folder above",
    async () => {
      const parent = newFolder();
      chmodSync(parent, 0o700);
      const folder = join(parent, "data");
      mkdirSync(folder);
      const server = await start(folder);
      expect(await answer(server)).toBe(1n);
      const owner = spawnSync("stat", ["-c", "%u", `/proc/${postmasterPid(folder)}`], { encoding: "utf8" });
      expect(owner.stdout.trim()).not.toBe("0");
    },
  );
});
