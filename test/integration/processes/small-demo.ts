// The demonstration with a month of 1,500 records, as a process that can be killed: `node small-demo.ts DATA OUT [--kafka]`.
import { demoScene } from "../../../services/cli/src/demo/demo-scene.ts";
import { runDemo } from "../../../services/cli/src/demo/run-demo.ts";

const [data = "", out = "", how = ""] = process.argv.slice(2);
process.exitCode = await runDemo(
  { ...demoScene, data, out, sizes: { asteriskRecords: 1_400, freeswitchRecords: 100 } },
  { fresh: false, kafka: how === "--kafka" },
);
