export { type Metrics, processMetrics, type Snapshot } from "./metrics.ts";
export { type Part, serveState } from "./serve-state.ts";
export { type StructuredLog, structuredLog } from "./structured-log.ts";
