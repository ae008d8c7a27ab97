import assert from "node:assert";
import { parentPort, Worker } from "node:worker_threads";

/** Threads that get going before there is a task for them; those that nobody gives one keep no process alive. */
export function startWorkers(program: URL, count: number): readonly Worker[] {
  return Array.from({ length: Math.max(0, count) }, () => {
    const worker = new Worker(program);
    worker.unref();
    return worker;
  });
}

/**
 * Gives tasks to this thread and to others beside it, each its next one as soon as it is done with the last. Tasks and results
 * are copied between threads, so they should be few and small beside the work.
 *
 * @param options.program A module that calls `serveTasks` with the same work; a thread of it takes a while to get going.
 * @param options.threads This one counted.
 * @param options.started Threads of the same program that are on their way already; they are ended with the others.
 * @param options.take Called with each result, in the order in which they come.
 * @throws what a task throws; the other threads are ended then.
 */
export async function inWorkers<Task, Result>(options: {
  readonly program: URL;
  readonly tasks: readonly Task[];
  readonly threads: number;
  readonly started?: readonly Worker[];
  readonly work: (task: Task) => Promise<Result>;
  readonly take: (result: Result, task: Task) => void;
}): Promise<void> {
  const { program, tasks, work, take, started = [] } = options;
  const waiting = tasks.values();
  const others = Math.max(0, Math.min(options.threads, tasks.length) - 1);
  const more = Array.from({ length: Math.max(0, others - started.length) }, () => new Worker(program));
  const workers = [...started.slice(0, others), ...more];
  const here = async (): Promise<void> => {
    for (const task of waiting) take(await work(task), task);
  };
  try {
    await Promise.all([...workers.map((worker) => served(worker, waiting, take)), here()]);
  } finally {
    await Promise.all([...workers, ...started].map((worker) => worker.terminate()));
  }
}

function served<Task, Result>(
  worker: Worker,
  waiting: Iterator<Task>,
  take: (result: Result, task: Task) => void,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let task = waiting.next();
  worker.ref();
  const give = (): void => {
    if (task.done === true) resolve();
    else worker.postMessage(task.value);
  };
  worker.on("message", (result: Result) => {
    assert(task.done !== true, "a result belongs to a task");
    take(result, task.value);
    task = waiting.next();
    give();
  });
  worker.on("error", reject);
  worker.on("exit", (code) => reject(new Error(`a worker thread ended by itself, with ${code}`)));
  give();
  return promise;
}

/** The worker's side: does each task that comes, and answers with what it made of it. */
export function serveTasks<Task, Result>(work: (task: Task) => Promise<Result>): void {
  const port = parentPort;
  assert(port !== null, "only a worker thread is given tasks");
  port.on("message", async (task: Task) => port.postMessage(await work(task)));
}
