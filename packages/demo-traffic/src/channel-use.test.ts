import { instant } from "@tollwright/calendar";
import { expect, it } from "vitest";
import { channelUse } from "./channel-use.ts";

it("refuses a call that finds its group full, from seizure to release, half-open, to the second", () => {
  const use = channelUse();
  const take = (from: number, until: number, ...ids: readonly string[]): boolean =>
    use.take({ groups: ids.map((id) => ({ id, ceiling: 2 })), from: instant(from), until: instant(until) });
  expect(take(0, 60_000, "a")).toBe(true);
  expect(take(10_000, 30_900, "a")).toBe(true);
  expect(take(20_000, 40_000, "a")).toBe(false); // two are taken
  expect(take(29_999, 40_000, "a")).toBe(false); // the second goes at second 30
  expect(take(30_000, 50_000, "a", "b")).toBe(true); // and its channel is free from then on
  expect(take(31_000, 50_000, "b")).toBe(true);
  expect(take(32_000, 50_000, "a", "b")).toBe(false); // neither has room
  expect(take(60_000, 70_000, "a", "b")).toBe(true);
});
