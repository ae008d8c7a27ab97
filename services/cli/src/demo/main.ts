import { EXIT } from "../output.ts";
import { demoScene } from "./demo-scene.ts";
import { runDemo } from "./run-demo.ts";

const USAGE = `npm run demo [-- --fresh] [-- --kafka]
  --fresh   delete what an earlier run made, and start over
  --kafka   send the calls over a broker: that of KAFKA_BROKERS, or a real one of our own (Java 17 and Maven)
`;

const given = new Set(process.argv.slice(2));
const unknown = [...given].filter((argument) => argument !== "--fresh" && argument !== "--kafka");
if (unknown.length > 0) {
  process.stderr.write(`${unknown.join(" ")} is not known here.\n${USAGE}`);
  process.exitCode = EXIT.usage;
} else
  process.exitCode = await runDemo(demoScene, { fresh: given.has("--fresh"), kafka: given.has("--kafka") });
