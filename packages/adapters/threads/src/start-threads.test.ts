import { ProblemError } from "@tollwright/problem";
import { expect, it, onTestFinished } from "vitest";
import { startThreads, type Threads } from "./start-threads.ts";

function started(count: number): { readonly threads: Threads<string, string>; readonly told: string[] } {
  const told: string[] = [];
  const threads = startThreads<string, string, string, string>({
    program: new URL("./trial-thread.ts", import.meta.url),
    count,
    start: "begins",
    onTold: (text, number) => told.push(`${number}: ${text}`),
  });
  onTestFinished(() => threads.stop());
  return { threads, told };
}

it("each has its number and what it is started with, answers, and ends what it has in hand when all are stopped", async () => {
  const { threads, told } = started(3);
  expect(await Promise.all(threads.all.map(({ ask }) => ask("seen")))).toEqual([
    "seen by 1",
    "seen by 2",
    "seen by 3",
  ]);
  expect([...told].sort()).toEqual(["1: begins 1", "2: begins 2", "3: begins 3"]);
  await threads.stop();
  await threads.ended;
  expect(told.slice(3).sort()).toEqual(
    [1, 2, 3].map((number) => `${number}: ${number} ends what it has in hand`),
  );
  await expect(threads.all[1]?.ask("late")).rejects.toThrow("thread 2 ended before it answered");
});

it("an answer that fails comes with its reason, and the thread goes on", async () => {
  const { threads } = started(1);
  const [thread] = threads.all;
  await expect(thread?.ask("refuse")).rejects.toMatchObject({
    message: "refused",
    code: "57P01",
    cause: { message: "of this" },
  });
  expect(await thread?.ask("seen")).toBe("seen by 1");
});

it.each([
  ["fail", "gone"],
  ["throw", "a bug"],
  ["leave", "thread 2 ended by itself"],
])(
  "one that ends by itself (%s): its reason is told, who asked it hears of it, and the others go on",
  async (how, reason) => {
    const { threads } = started(2);
    const [first, second] = threads.all;
    const asked = expect(second?.ask(how)).rejects.toThrow(reason);
    await expect(threads.ended).rejects.toThrow(reason);
    await asked;
    expect(await first?.ask("seen")).toBe("seen by 1");
    await threads.stop();
  },
);

it("a problem of a thread is a problem here", async () => {
  const { threads } = started(1);
  threads.all[0]?.ask("fail").catch(() => undefined);
  const failure = await threads.ended.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ProblemError);
  expect(failure).toMatchObject({ problem: { code: "BROKER_LOG_CUT", message: "gone" } });
});
