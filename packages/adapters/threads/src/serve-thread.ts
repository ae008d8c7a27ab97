import assert from "node:assert";
import { parentPort, workerData } from "node:worker_threads";
import { carried } from "./carried-error.ts";
import type { FromThread, Given, ToThread } from "./messages.ts";

/** What the thread that was started has in hand. */
export type ThreadSide<Start, Told> = {
  /** From 1 on. */
  readonly number: number;
  readonly start: Start;
  /** Aborted when the work shall end what it has in hand. */
  readonly stopping: AbortSignal;
  /** Told to the one that started it: copied, so that it should be small. */
  readonly tell: (told: Told) => void;
};

export type ServedThread<Question, Answer> = {
  /** Resolves when the work is ended; the thread is gone soon after. What it rejects with ends the thread, and is its reason. */
  readonly done: Promise<void>;
  readonly answer: (question: Question) => Promise<Answer>;
};

/** The thread's own side of `startThreads`: called once, by its program. */
export function serveThread<Start, Question, Answer, Told>(
  serve: (side: ThreadSide<Start, Told>) => ServedThread<Question, Answer>,
): void {
  const port = parentPort;
  assert(port !== null, "only a thread that was started serves");
  const send = (message: FromThread<Answer, Told>): void => port.postMessage(message);
  const stopping = new AbortController();
  const given: Given<Start> = workerData;
  const { done, answer } = serve({
    ...given,
    stopping: stopping.signal,
    tell: (told) => send({ kind: "told", told }),
  });
  port.on("message", (message: ToThread<Question>) => {
    if (message.kind === "stop") return stopping.abort();
    const { id, question } = message;
    answer(question).then(
      (found) => send({ kind: "answer", id, answer: found }),
      (error: unknown) => send({ kind: "noAnswer", id, error: carried(error) }),
    );
  });
  done.then(
    () => send({ kind: "ended", error: null }),
    (error: unknown) => send({ kind: "ended", error: carried(error) }),
  );
}
