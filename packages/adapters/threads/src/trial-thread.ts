import { ProblemError, problem } from "@tollwright/problem";
import { serveThread } from "./serve-thread.ts";

// A thread of the tests: it tells what it was started with, and does what the questions say until it is stopped.
serveThread<string, string, string, string>(({ number, start, stopping, tell }) => {
  tell(`${start} ${number}`);
  const failed = Promise.withResolvers<void>();
  const stopped = new Promise<void>((ended) => {
    stopping.addEventListener("abort", () => {
      tell(`${number} ends what it has in hand`);
      setTimeout(ended, 1);
    });
  });
  setInterval(() => undefined, 1_000_000); // something that would keep it alive for ever
  return {
    done: Promise.race([stopped, failed.promise]),
    async answer(question) {
      if (question === "fail")
        failed.reject(new ProblemError(problem({ code: "BROKER_LOG_CUT", message: "gone" })));
      if (question === "leave") process.exit(3);
      if (question === "throw")
        setTimeout(() => {
          throw new Error("a bug");
        });
      if (question === "refuse")
        throw Object.assign(new Error("refused", { cause: new Error("of this") }), { code: "57P01" });
      if (["fail", "leave", "throw"].includes(question)) return new Promise(() => undefined);
      return `${question} by ${number}`;
    },
  };
});
