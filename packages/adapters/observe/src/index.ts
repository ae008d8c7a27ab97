export { processMetrics, type Snapshot } from "./metrics.ts";
export { type Part, serveState } from "./serve-state.ts";
export { type StructuredLog, structuredLog } from "./structured-log.ts";
export { type CountValues, type WorkCounts, workCounts } from "./work-counts.ts";
