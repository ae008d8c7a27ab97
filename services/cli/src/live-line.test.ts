import { expect, it } from "vitest";
import { liveLine } from "./live-line.ts";

function recorder(isTTY: boolean) {
  const written: string[] = [];
  let now = 0;
  const line = liveLine({ isTTY, write: (text) => written.push(text) }, () => now);
  return { written, line, wait: (milliseconds: number) => (now += milliseconds) };
}

it("writes over itself on a terminal, and is gone before anything that stays", () => {
  const { written, line } = recorder(true);
  line.update("one");
  line.update("two");
  line.clear();
  line.clear();
  expect(written).toEqual(["one", "\r\u001b[2K", "two", "\r\u001b[2K"]);
});

it("tells a log file one line in ten seconds", () => {
  const { written, line, wait } = recorder(false);
  line.update("at once");
  wait(9_999);
  line.update("too early");
  wait(1);
  line.update("ten seconds");
  line.update("at once again");
  line.clear();
  expect(written).toEqual(["ten seconds\n"]);
});
