import { describe, expect, it } from "vitest";
import { exampleInvoice, pooledInvoice } from "../../testing/example-invoice.ts";
import { poolsTable } from "./pools.ts";

const [site] = pooledInvoice.sites;

describe("the table of pools", () => {
  it("shows what was included, carried over, used, left and goes on to the next period", () => {
    const table = poolsTable(pooledInvoice, site!).find((block) => block.kind === "table");
    expect(
      table?.rows.map(({ cells }) => cells.map(({ text, note }) => (note ? `${text} (${note})` : text))),
    ).toEqual([
      ["Included minutes (minutes)", "2,000.0", "150.5", "1,200.3", "950.3", "900.0"],
      ["Unlimited local calls, Main office (calls)", "unlimited", "0", "1,234", "", ""],
    ]);
  });

  it("is not there where nothing is included, or another site's pools are", () => {
    expect(poolsTable(exampleInvoice, site!)).toEqual([]);
    expect(poolsTable(pooledInvoice, { ...site!, account: "other" })).toEqual([]);
  });
});
