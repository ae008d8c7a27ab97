import { describe, expect, it } from "vitest";
import { type LogLevel, structuredLog } from "./structured-log.ts";

function logged(level: LogLevel): {
  readonly lines: unknown[];
  readonly log: ReturnType<typeof structuredLog>;
} {
  const lines: unknown[] = [];
  const log = structuredLog({
    level,
    write: (line) => lines.push(JSON.parse(line)),
    milliseconds: () => Date.parse("2026-05-01T06:00:00Z"),
  });
  return { lines, log };
}

describe("structured log", () => {
  it("one event is one object: level, time, fields, event; texts masked, counts not", () => {
    const { lines, log } = logged("info");
    log("info", "batch stored", { calls: 12_345_678, file: "13125550142.csv", names: ["+13125550143"] });
    expect(lines).toEqual([
      {
        level: "info",
        time: "2026-05-01T06:00:00.000Z",
        event: "batch stored",
        calls: 12_345_678,
        file: "1312555****.csv",
        names: ["+1312555****"],
      },
    ]);
  });

  it.each([
    ["debug", ["debug", "info", "warn"]],
    ["info", ["info", "warn"]],
    ["warn", ["warn"]],
  ] as const)("at level %s it writes %j", (level, written) => {
    const { lines, log } = logged(level);
    for (const each of ["debug", "info", "warn"] as const) log(each, "x");
    expect(lines).toEqual(written.map((each) => expect.objectContaining({ level: each })));
  });
});
