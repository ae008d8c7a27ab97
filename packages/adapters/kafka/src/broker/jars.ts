import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { ProblemError, problem } from "@tollwright/problem";

const POM = fileURLToPath(new URL("../../broker/pom.xml", import.meta.url));
const PINNED = fileURLToPath(new URL("../../broker/jars.sha256", import.meta.url));
const COPY_DEPENDENCIES = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

/**
 * Folder with the jars of Apache Kafka, each with the content that is pinned in `broker/jars.sha256`.
 *
 * Maven brings them once for a machine, into `TOLLWRIGHT_CACHE` or the user's cache folder; afterwards no network is needed.
 *
 * @throws ProblemError BROKER_NOT_STARTED where they cannot be had, or are others than the pinned ones.
 */
export async function brokerJars(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<string> {
  const pinned = readFileSync(PINNED, "utf8");
  const folder = jarsFolder(env);
  const cache = dirname(folder);
  if (!existsSync(folder)) {
    log("Bringing Apache Kafka from Maven Central (43 MB, once) …");
    mkdirSync(cache, { recursive: true });
    const arriving = mkdtempSync(join(cache, "arriving-"));
    try {
      await copyDependencies(arriving);
      await check(arriving, pinned);
      // Somebody else may have brought them meanwhile: theirs are as good.
      if (!existsSync(folder)) renameSync(arriving, folder);
    } finally {
      rmSync(arriving, { recursive: true, force: true });
    }
  }
  await check(folder, pinned);
  return folder;
}

const EDITION_DIGITS = 12;

/** Where they are, or would be: another list of jars has another folder. */
export function jarsFolder(env: NodeJS.ProcessEnv): string {
  const own = env["TOLLWRIGHT_CACHE"] ?? "";
  const cache = own === "" ? join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "tollwright") : own;
  const edition = createHash("sha256").update(readFileSync(PINNED)).digest("hex").slice(0, EDITION_DIGITS);
  return join(cache, "kafka", edition);
}

async function copyDependencies(folder: string): Promise<void> {
  const args = [
    "-B",
    "-q",
    "-f",
    POM,
    COPY_DEPENDENCIES,
    "-DincludeScope=runtime",
    `-DoutputDirectory=${folder}`,
  ];
  const maven = spawn("mvn", args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [maven.stdout, maven.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>();
  maven.on("error", () => reject(unusable("Maven (mvn) is not found; it brings the broker's jars")));
  maven.on("close", resolve);
  if ((await ended) !== 0) throw unusable(`Maven could not bring the broker's jars:\n${said.trim()}`);
}

async function check(folder: string, pinned: string): Promise<void> {
  const wanted = new Map(
    pinned
      .trim()
      .split("\n")
      .map((line) => line.split(/ +/))
      .map(([hash = "", name = ""]) => [name, hash]),
  );
  const found = readdirSync(folder);
  const stray = found.filter((name) => !wanted.has(name));
  const absent = [...wanted.keys()].filter((name) => !found.includes(name));
  const changed: string[] = [];
  for (const [name, hash] of wanted)
    if (!absent.includes(name) && (await sha256Of(join(folder, name))) !== hash) changed.push(name);
  const wrong = [...stray, ...absent, ...changed];
  if (wrong.length > 0)
    throw unusable(
      `in ${folder} these are not as broker/jars.sha256 says: ${wrong.join(", ")}; delete the folder`,
    );
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

function unusable(message: string): ProblemError {
  return new ProblemError(problem({ code: "BROKER_NOT_STARTED", message }));
}
