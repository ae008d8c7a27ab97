import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Problem, problem } from "@tollwright/problem";
import { jarsFolder } from "./jars.ts";
import { findJava } from "./java.ts";

/** Why no broker of our own can be started here, or null where one can. */
export function brokerMissing(env: NodeJS.ProcessEnv): Problem | null {
  const java = findJava(env);
  if ("code" in java) return java;
  if (existsSync(jarsFolder(env)) || spawnSync("mvn", ["--version"]).error === undefined) return null;
  return problem({
    code: "BROKER_NOT_STARTED",
    message: "Maven (mvn) is not found; it brings the broker's jars",
  });
}
