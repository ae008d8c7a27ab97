import { civilDate } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { e911Coverage } from "./e911-coverage.ts";
import { exampleAccount } from "./testing/example-account.ts";

const from = "2026-01-01";
const branch = { ...exampleAccount({ id: "x" }).locations[0]!, id: "branch", name: "Branch" };
const account = exampleAccount({
  id: "oak",
  locations: [...exampleAccount({ id: "x" }).locations, branch],
  telephoneNumbers: [
    { number: "13125550100", count: 6, location: "main", product: "did", from },
    { number: "13125550200", location: "branch", product: "did", from, until: "2026-04-01" },
  ],
  tollFreeNumbers: [{ number: "18005550100", location: "main", product: "tf", from }],
  e911Records: [
    { number: "13125550100", location: "main", product: "e911", from },
    { number: "13125550101", location: "main", product: "e911", from: "2026-03-31", until: "2026-04-02" },
    { number: "13125550102", location: "branch", product: "e911", from },
    { number: "13125550200", location: "branch", product: "e911", from },
  ],
});

describe("numbers and their E911 records", () => {
  it.each<[day: string, numbers: number, covered: number, faults: readonly string[]]>([
    ["2025-12-31", 0, 0, []],
    [
      "2026-03-30",
      7,
      2,
      ["13125550101 x1 noRecord", "13125550102 x1 otherLocation", "13125550103 x3 noRecord"],
    ],
    ["2026-03-31", 7, 3, ["13125550102 x1 otherLocation", "13125550103 x3 noRecord"]],
    // The number of the branch has ended, its record has not.
    [
      "2026-04-01",
      6,
      2,
      ["13125550102 x1 otherLocation", "13125550103 x3 noRecord", "13125550200 x1 noNumber"],
    ],
    [
      "2026-04-02",
      6,
      1,
      [
        "13125550101 x1 noRecord",
        "13125550102 x1 otherLocation",
        "13125550103 x3 noRecord",
        "13125550200 x1 noNumber",
      ],
    ],
  ])("on %s: %i numbers, %i covered, %j", (day, numbers, covered, faults) => {
    const found = e911Coverage(account, civilDate(day));
    expect([found.numbers, found.covered]).toEqual([numbers, covered]);
    expect(found.faults.map(({ number, count, fault }) => `${number} x${count} ${fault}`)).toEqual(faults);
  });

  it("says where help would go", () => {
    const { faults } = e911Coverage(account, civilDate("2026-03-31"));
    expect(faults.map(({ location, recordedAt }) => [location, recordedAt])).toEqual([
      ["main", "branch"],
      ["main", null],
    ]);
  });
});
