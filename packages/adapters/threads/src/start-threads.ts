import { type Transferable, Worker } from "node:worker_threads";
import { uncarried } from "./carried-error.ts";
import type { FromThread, Given, ToThread } from "./messages.ts";

export type Thread<Question, Answer> = {
  /** From 1 on. */
  readonly number: number;
  /**
   * @param transfer Buffers that go over instead of being copied, and are empty here afterwards.
   * @throws what answering throws; and what the thread ended by, where it ended before it answered.
   */
  readonly ask: (question: Question, transfer?: readonly Transferable[]) => Promise<Answer>;
};

export type Threads<Question, Answer> = {
  readonly all: readonly Thread<Question, Answer>[];
  /** Resolves when all have ended; rejects as soon as one has failed, with what it failed of. The others go on. */
  readonly ended: Promise<void>;
  /** Lets all end what they have in hand; resolves when they are gone, however they ended. */
  readonly stop: () => Promise<void>;
};

type Starting<Start, Told> = {
  /** A module that calls `serveThread`. */
  readonly program: URL;
  readonly start: Start;
  readonly onTold: (told: Told, number: number) => void;
};

/**
 * The same work several times in this process, each time in a thread of its own: threads share nothing, and copy what they tell.
 *
 * @param options.start What each is started with, copied.
 */
export function startThreads<Start, Question, Answer, Told>(
  options: Starting<Start, Told> & { readonly count: number },
): Threads<Question, Answer> {
  const all = Array.from({ length: options.count }, (_, index) =>
    startThread<Start, Question, Answer, Told>({ ...options, number: index + 1 }),
  );
  const ended = Promise.all(all.map((thread) => thread.ended)).then(() => undefined);
  ended.catch(() => undefined); // whoever waits for it hears of it
  return {
    all,
    ended,
    async stop() {
      for (const { stop } of all) stop();
      await Promise.allSettled(all.map((thread) => thread.ended));
    },
  };
}

type StartedThread<Question, Answer> = Thread<Question, Answer> & {
  readonly ended: Promise<void>;
  readonly stop: () => void;
};

function startThread<Start, Question, Answer, Told>({
  program,
  number,
  start,
  onTold,
}: Starting<Start, Told> & { readonly number: number }): StartedThread<Question, Answer> {
  const given: Given<Start> = { number, start };
  const worker = new Worker(program, { workerData: given });
  const asked = new Map<number, PromiseWithResolvers<Answer>>();
  const gone = Promise.withResolvers<void>();
  let failure: unknown = new Error(`thread ${number} ended by itself`);
  let isOver = false;
  const take = (message: FromThread<Answer, Told>): void => {
    switch (message.kind) {
      case "told":
        onTold(message.told, number);
        break;
      case "answer":
        asked.get(message.id)?.resolve(message.answer);
        asked.delete(message.id);
        break;
      case "noAnswer":
        asked.get(message.id)?.reject(uncarried(message.error));
        asked.delete(message.id);
        break;
      case "ended":
        failure = message.error === null ? null : uncarried(message.error);
        void worker.terminate(); // what is still open in it holds nobody up
    }
  };
  worker.on("message", take);
  worker.on("error", (error) => {
    failure = error;
  });
  worker.on("exit", () => {
    isOver = true;
    for (const { reject } of asked.values()) reject(failure ?? endedBefore(number));
    if (failure === null) gone.resolve();
    else gone.reject(failure);
  });
  const send = (message: ToThread<Question>, transfer: readonly Transferable[] = []): void =>
    worker.postMessage(message, transfer);
  let questions = 0;
  return {
    number,
    ended: gone.promise,
    stop: () => send({ kind: "stop" }),
    ask(question, transfer) {
      if (isOver) return Promise.reject(failure ?? endedBefore(number));
      const answer = Promise.withResolvers<Answer>();
      questions += 1;
      asked.set(questions, answer);
      send({ kind: "question", id: questions, question }, transfer);
      return answer.promise;
    },
  };
}

function endedBefore(number: number): Error {
  return new Error(`thread ${number} ended before it answered`);
}
