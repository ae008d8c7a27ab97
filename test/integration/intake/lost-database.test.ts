import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { testDatabase } from "../postgres/test-database.ts";
import { tollwright } from "../processes/command.ts";
import { books, line } from "./intake-records.ts";
import { start, until } from "./lasting-command.ts";

const test = testDatabase();
const at = (...path: string[]): string => join(test.dataFolder, ...path);
const common = () => ["--data", at("data"), "--now", "2026-05-01T06:00Z"];
const watching = () => [
  ...["intake", "watch", "--settle-seconds", "0", "--interval-seconds", "0"],
  `asterisk-chi=${at("drop")}`,
];
const areTaken = (): boolean => readdirSync(at("drop")).every((name) => name === "done");

/** The way to the server, which can be cut and mended. */
function wayTo(socketFolder: string) {
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    return socket.on("error", () => undefined).on("close", () => open.delete(socket));
  };
  const way = createServer((inward) => {
    const outward = keep(connect(join(socketFolder, ".s.PGSQL.5432")));
    keep(inward).pipe(outward).pipe(inward);
  });
  return {
    mend: (port = 0) =>
      new Promise<number>((listening) => {
        way.listen(port, "127.0.0.1", () => {
          const address = way.address();
          listening(typeof address === "object" && address !== null ? address.port : 0);
        });
      }),
    cut: () => {
      const isCut = new Promise((closed) => way.close(closed));
      for (const socket of open) socket.destroy();
      return isCut;
    },
  };
}

describe("a database that is away while a folder is watched", () => {
  it("is told and waited out; what was dropped meanwhile is taken once", async () => {
    const [address = "", socketFolder = ""] = test.server.connectionString.split("?host=");
    const { mend, cut } = wayTo(socketFolder);
    const port = await mend();
    onTestFinished(async () => void (await cut()));
    const direct = { DATABASE_URL: test.server.connectionString };
    const loaded = await tollwright([...common(), "load", "rate-cards", "--by", "finance"], direct);
    expect(`${loaded.code} ${loaded.stderr}`).toMatch(/^0 /);
    mkdirSync(at("drop"));

    const env = { DATABASE_URL: address.replace("@/", `@127.0.0.1:${port}/`) };
    const watcher = start([...common(), ...watching()], env);
    writeFileSync(at("drop", "a.csv"), line("1"));
    await until(() => areTaken() && readdirSync(at("drop")).length === 1, watcher);
    await cut();
    writeFileSync(at("drop", "b.csv"), line("2"));
    await until(() => watcher.said.stderr.includes("ECONNREFUSED"), watcher);
    await mend(port);
    await until(areTaken, watcher);
    watcher.child.kill("SIGTERM");
    expect(await watcher.ended).toEqual({ code: 0, signal: null });
    expect(watcher.said.stderr.match(/DATABASE_LOST[^\n]*ECONNREFUSED/g)?.length).toBe(1);
    expect(await books(test.db)).toMatchObject({ calls: 2, balanced: true, differences: [] });
  });
});
