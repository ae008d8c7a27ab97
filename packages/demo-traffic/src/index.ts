export { generateTraffic, type Traffic, type TrafficRequest } from "./generate-traffic.ts";
export type { CallCount, SourceCounts, TrafficSummary } from "./summary.ts";
export type { TrafficFile } from "./traffic-file.ts";
