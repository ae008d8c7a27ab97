import { type Instant, parseInstant } from "@tollwright/calendar";
import { openReader, Source } from "@tollwright/cdr";
import { describe, expect, it } from "vitest";
import { joinInReading } from "./join-in-reading.ts";

const flatstore = Source.parse({
  id: "proxy",
  description: "a proxy",
  format: "flatstore",
  zone: "UTC",
  columns: ["method", "from_tag", "to_tag", "callid", "sip_code", "sip_reason", "time", "from", "to"],
});
const invite = (call: string): string => `INVITE|a|b|${call}|200|OK|1775570590|3125550101|2125550142\n`;
const bye = (call: string, time = 1775570662): string => `BYE|a|b|${call}|200|OK|${time}||\n`;

/** What comes of several files, and how many pieces wait in the end. */
function read(source: Source, ...files: readonly string[]) {
  const joining = joinInReading(source);
  const readAt = parseInstant("2026-05-01T00:00:00Z") as Instant;
  const all = files.map((text, index) => {
    const reader = openReader({ source, fileHash: `${index}`, readAt, resumeAt: 0 });
    return [joining.add(reader.read(new TextEncoder().encode(text))), joining.add(reader.end(true))];
  });
  const joined = all.flat();
  return {
    calls: joined.flatMap(({ calls }) => calls),
    buckets: [...joined.flatMap(({ setAside }) => setAside), ...joining.end()].map(({ bucket }) => bucket),
  };
}

describe("calls whose pieces are in several files", () => {
  it.each([
    ["INVITE before BYE", [invite("1"), bye("1")], 1, ["merged"]],
    ["BYE before INVITE", [bye("1"), invite("1")], 1, ["merged"]],
    ["one of two", [invite("1") + invite("2"), bye("2")], 1, ["merged", "pending"]],
    [
      "a row again, before the call is complete",
      [invite("1"), invite("1"), bye("1")],
      1,
      ["merged", "duplicate"],
    ],
    ["another BYE", [invite("1"), bye("1") + bye("1", 1775570670)], 1, ["merged", "conflict"]],
    ["no BYE", [invite("1")], 0, ["pending"]],
  ])("%s", (_, files, calls, buckets) => {
    const all = read(flatstore, ...files);
    expect(all.calls.map(({ billableMilliseconds }) => billableMilliseconds)).toEqual(
      Array(calls).fill(72_000),
    );
    expect(all.buckets).toEqual(buckets);
  });

  it("an opening record under the key of a whole call is part of it", () => {
    const source = { ...flatstore, format: "ribbon-act", columns: undefined } as const;
    const cells = (kind: string, columns: number, at: Readonly<Record<number, string>>): string =>
      `${[kind, ...Array.from({ length: columns - 1 }, (_, index) => at[index + 2] ?? "")].join(",")}\n`;
    const head = { 2: "SBC1", 3: "0x1", 6: "04/07/2026", 7: "14:03:00.0", 10: "1000" };
    const start = cells("START", 60, head);
    const stop = cells("STOP", 130, { ...head, 11: "04/07/2026", 12: "14:04:22.0", 14: "7200" });
    const all = read(source, start, stop);
    expect(all.calls).toMatchObject([{ billableMilliseconds: 72_000, estimated: false }]);
    expect(all.buckets).toEqual(["merged"]);
  });
});
