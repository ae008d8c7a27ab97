export { type ServedThread, serveThread, type ThreadSide } from "./serve-thread.ts";
export { startThreads, type Thread, type Threads } from "./start-threads.ts";
export { inWorkers, serveTasks, startWorkers } from "./worker-pool.ts";
