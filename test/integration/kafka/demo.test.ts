import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { sha256 } from "@tollwright/canonical";
import { expect, it, onTestFinished } from "vitest";
import { run } from "../processes/command.ts";
import { describeWithBroker } from "./test-broker.ts";

describeWithBroker("the demonstration over Kafka", () => {
  it("gives the bytes of the plain one (books 18)", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tw-demo-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const documents = async (name: string, ...how: readonly string[]): Promise<readonly string[]> => {
      const [data, out] = [join(folder, name, "data"), join(folder, name, "out")];
      const { code, stderr } = await run("test/integration/processes/small-demo.ts", [data, out, ...how]);
      expect(`${code} ${stderr}`).toMatch(/^0 /);
      expect(stderr).not.toMatch(/Warning/);
      return readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => `${relative(out, path)} ${sha256(readFileSync(path))}`)
        .sort();
    };
    const plain = await documents("plain");
    expect(plain.length).toBeGreaterThan(0);
    expect(await documents("kafka", "--kafka")).toEqual(plain);
  });
});
