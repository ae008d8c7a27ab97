// Runs a command with the project's own toolchain, doing all set-up first: `node scripts/with-toolchain.mjs vitest run`.
// Plain JavaScript, because it runs on whatever Node the machine has (20 or later) before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binaries = join(root, "node_modules", ".bin");
const stamp = join(root, "node_modules", ".tollwright-installed");
const NODE_MAJOR_WANTED = 24;

function refuse(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function checkMachine() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    refuse(`Node 20 or later is needed to start; this is ${process.versions.node}. Get it from nodejs.org.`);
  }
  const platform = `${process.platform}-${process.arch}`;
  const tried = platform === "linux-x64";
  const untried = ["linux-arm64", "darwin-arm64", "darwin-x64"].includes(platform);
  if (!tried && !untried) refuse(`No database server is packaged for ${platform}; use Linux or macOS.`);
  if (untried) process.stderr.write(`This has been tried on linux-x64 only; going on with ${platform}.\n`);
}

/** Installs when the lock file is another than the last one installed. */
function install() {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  process.stderr.write(`Installing the project's packages with ${manifest.packageManager} (once) …\n`);
  const done = spawnSync("npx", ["--yes", manifest.packageManager, "install", "--frozen-lockfile"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    env: { ...process.env, CI: "true" },
  });
  if (done.error) refuse(`npm's "npx" could not be started (${done.error.message}); install npm.`);
  if (done.status !== 0)
    refuse(`${done.stdout}${done.stderr}\nThe packages could not be installed; the lines above say why.`);
  writeFileSync(stamp, wanted);
}

/** pnpm runs install scripts of named packages only; without one of them an older Node would be used in silence. */
function checkNode() {
  const found = spawnSync(join(binaries, "node"), ["--version"], { encoding: "utf8" });
  const major = Number((found.stdout ?? "").replace("v", "").split(".")[0]);
  if (major !== NODE_MAJOR_WANTED) {
    refuse(
      `node_modules holds Node ${found.stdout || "nothing"} instead of ${NODE_MAJOR_WANTED}; remove node_modules and run again.`,
    );
  }
}

checkMachine();
install();
checkNode();
const [command = "", ...rest] = process.argv.slice(2);
// Node itself and not the shell script before it, which would keep signals to itself.
const program =
  command === "node" ? join(root, "node_modules", "node", "bin", "node") : join(binaries, command);
const child = spawn(program, rest, {
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: `${binaries}${delimiter}${process.env.PATH ?? ""}`,
    // What Node made of our TypeScript the last time: a command starts in a third of the time.
    ...(command === "node" ? { NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "node") } : {}),
    TURBO_TELEMETRY_DISABLED: "1",
    npm_config_update_notifier: "false",
  },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => refuse(`${command} could not be started: ${error.message}`));
child.on("close", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
