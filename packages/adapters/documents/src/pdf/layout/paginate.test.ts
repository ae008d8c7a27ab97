import { describe, expect, it } from "vitest";
import { paginate } from "./paginate.ts";
import { plainStrip, type Strip } from "./strip.ts";

/** A page takes 100 points, the first only 60. */
const areaOf = (page: number) => ({ top: 10, bottom: page === 0 ? 70 : 110 });

function strip(height: number, change: Partial<Strip> = {}): Strip {
  return { ...plainStrip, height, marks: [], ...change };
}

function places(strips: readonly Strip[]): readonly string[] {
  return paginate(strips, areaOf).map(({ strip: placed, page, y }) => `${placed.height}@${page}:${y}`);
}

describe("paging", () => {
  it("fills a page to its last point and goes on at the top of the next", () => {
    expect(places([strip(30), strip(30), strip(100), strip(1)])).toEqual([
      "30@0:10",
      "30@0:40",
      "100@1:10",
      "1@2:10",
    ]);
  });

  it("never leaves a heading behind", () => {
    expect(places([strip(40), strip(10, { keepWithNext: true }), strip(20)])).toEqual([
      "40@0:10",
      "10@1:10",
      "20@1:20",
    ]);
  });

  it("takes a group apart only where a whole page would not hold it", () => {
    const tied = { keepWithNext: true };
    expect(places([strip(50, tied), strip(60, tied), strip(30)])).toEqual(["50@0:10", "60@1:10", "30@1:70"]);
  });

  it("repeats the headings of a table on the page where it goes on", () => {
    const continuation = strip(7);
    const row = strip(30, { continuation });
    expect(places([strip(8, { keepWithNext: true }), row, row])).toEqual([
      "8@0:10",
      "30@0:18",
      "7@1:10",
      "30@1:17",
    ]);
  });

  it("drops white space at the top of a page", () => {
    const space = strip(12, { isSpace: true });
    expect(places([space, strip(60), space, strip(20)])).toEqual(["60@0:10", "12@0:70", "20@1:10"]);
  });

  it("leaves the first page once, and not where the text has left it already", () => {
    const leave = strip(0, { leavesFirstPage: true });
    expect(places([strip(20), leave, strip(20)])).toEqual(["20@0:10", "0@1:10", "20@1:10"]);
    expect(places([strip(50), strip(20), leave, strip(20)])).toEqual([
      "50@0:10",
      "20@1:10",
      "0@1:30",
      "20@1:30",
    ]);
  });
});
