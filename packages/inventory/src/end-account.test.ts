import { civilDate } from "@tollwright/calendar";
import { expect, it } from "vitest";
import { endAccount } from "./end-account.ts";
import { exampleAccount } from "./testing/example-account.ts";

const number = (last: number, from: string, until: string | null = null) => ({
  ...{ number: `1312555010${last}`, location: "main", product: "did", from, until },
});
const account = exampleAccount({
  id: "acme",
  plans: [{ plan: "sip", from: "2026-01-01" }],
  telephoneNumbers: [
    number(1, "2026-01-01"),
    number(2, "2026-01-01", "2026-03-01"),
    number(3, "2026-04-15"),
    number(4, "2026-04-16"),
  ],
});

it.each([
  ["2026-04-16", ["01 2026-01-01..2026-04-16", "02 2026-01-01..2026-03-01", "03 2026-04-15..2026-04-16"]],
  ["2026-02-01", ["01 2026-01-01..2026-02-01", "02 2026-01-01..2026-02-01"]],
])("ended on %s: %s", (on, held) => {
  const ended = endAccount(account, civilDate(on));
  expect(ended?.plans).toEqual([{ plan: "sip", from: "2026-01-01", until: on }]);
  expect(
    ended?.telephoneNumbers.map(({ number: id, from, until }) => `${id.slice(-2)} ${from}..${until}`),
  ).toEqual(held);
});

it("before its first plan there is no account", () => {
  expect(endAccount(account, civilDate("2026-01-01"))).toBeNull();
});
