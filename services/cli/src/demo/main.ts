import { EXIT } from "../output.ts";
import { demoScene } from "./demo-scene.ts";
import { runDemo } from "./run-demo.ts";

const USAGE = "npm run demo [-- --fresh]\n  --fresh   delete what an earlier run made, and start over\n";

const unknown = process.argv.slice(2).filter((argument) => argument !== "--fresh");
if (unknown.length > 0) {
  process.stderr.write(`${unknown.join(" ")} is not known here.\n${USAGE}`);
  process.exitCode = EXIT.usage;
} else process.exitCode = await runDemo(demoScene, { fresh: process.argv.includes("--fresh") });
