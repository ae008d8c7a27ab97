import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Problem, problem } from "@tollwright/problem";

/** Kafka 4 asks for it. */
const OLDEST_MAJOR = 17;

/** The Java of this machine: its path, or what is missing. JAVA_HOME goes before PATH. */
export function findJava(env: NodeJS.ProcessEnv): { readonly java: string } | Problem {
  const home = env["JAVA_HOME"] ?? "";
  const java = home === "" ? "java" : join(home, "bin", "java");
  const { error, stderr } = spawnSync(java, ["-version"], { encoding: "utf8" });
  if (error !== undefined) return missing(`no Java is found (${java})`);
  const [, major = ""] = /version "(?:1\.)?(\d+)/.exec(stderr) ?? [];
  return Number(major) >= OLDEST_MAJOR
    ? { java }
    : missing(
        `${java} is Java ${major === "" ? "of an unknown version" : major}; a broker needs ${OLDEST_MAJOR}`,
      );
}

function missing(message: string): Problem {
  return problem({ code: "BROKER_NOT_STARTED", message });
}
