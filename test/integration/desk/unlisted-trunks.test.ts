import { instant } from "@tollwright/calendar";
import { expect, it } from "vitest";
import { trunksUnlisted } from "../../../services/cli/src/steps/trunks-unlisted.ts";
import { FILES, line, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();
const SOURCE = "rate-cards/companies/small/sources/pbx.yaml";
const span = (from: string, until: string) => ({
  from: instant(Date.parse(from)),
  until: instant(Date.parse(until)),
});
const APRIL = span("2026-04-01T04:00:00Z", "2026-05-01T04:00:00Z");

it("books 16: a trunk that nobody lists is told, with who pays for its calls by number", async () => {
  const on = await story(test, "unlisted_trunks");
  await on.load({ [SOURCE]: FILES[SOURCE].replace("[trunk]", "[trunk, number]") });
  await on.ingest(
    "a.csv",
    line("1"),
    line("2", { trunk: "old", at: "2026-04-01 00:00:00", seconds: 90 }),
    line("3", { trunk: "old", at: "2026-04-30 23:59:00" }),
    line("4", { trunk: "old", at: "2026-03-31 23:59:59" }),
  );
  // The carrier's trunk is the source's, acme's is in its trunk group; `old` pays by acme's number.
  expect(await trunksUnlisted(on.database, APRIL)).toEqual([
    {
      ...{ source: "pbx", name: "PJSIP/old", calls: 2, answered: 2, billableMilliseconds: 150_000 },
      firstAt: Date.parse("2026-04-01T04:00:00Z"),
      lastAt: Date.parse("2026-05-01T03:59:00Z"),
      accounts: ["acme"],
    },
  ]);
  await on.load({ [SOURCE]: FILES[SOURCE].replace("[PJSIP/carrier]", "[PJSIP/carrier, PJSIP/old]") });
  expect(await trunksUnlisted(on.database, APRIL)).toEqual([]);
});
