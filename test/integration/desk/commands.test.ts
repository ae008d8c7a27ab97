import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { commandWithin } from "../../../services/cli/src/command-within.ts";
import { addAudit } from "../../../services/cli/src/commands/audit.ts";
import { addClose } from "../../../services/cli/src/commands/close.ts";
import { addReview } from "../../../services/cli/src/commands/review.ts";
import { addSuspended } from "../../../services/cli/src/commands/suspended.ts";
import { addUnbilled } from "../../../services/cli/src/commands/unbilled.ts";
import { FORGOTTEN, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();

/** Lines that a command says, without the spaces that align them. */
async function says(on: Story, ...args: readonly string[]): Promise<readonly string[]> {
  const add = [addSuspended, addAudit, addClose, addReview, addUnbilled];
  const { text, codes } = await commandWithin(on, { add, args });
  return [...text.split("\n"), ...codes]
    .map((each) => each.replace(/\s+/g, " ").trim())
    .filter((each) => each !== "" && !each.startsWith("─"));
}

async function numberOf(on: Story, reason: string): Promise<string> {
  const found = await says(on, "suspended", "list", "--reason", reason);
  return found.find((each) => each.includes(reason))?.split(" ")[0] ?? "none";
}

it("a conflicting record bills in the place of the call, decided once", async () => {
  const on = await story(test, "replaced_at_the_desk");
  await on.ingest("a.csv", line("1"));
  await on.ingest("b.csv", line("1", { seconds: 600 }));
  const conflict = await numberOf(on, "KEY_CONFLICT");
  const replace = ["suspended", "replace", conflict, "--by", "finance", "--reason", "seconds corrected"];
  const said = await says(on, ...replace);
  expect(said.map((each) => each.replace(/ of [0-9a-f]{12}$/, ""))).toEqual([
    `record ${conflict} bills from now on, decided by finance`,
    "before: 2026-04-07, 16035550100 to 12125550123, 60000 ms, line 1",
    "now: 2026-04-07, 16035550100 to 12125550123, 600000 ms, line 1",
    "What was invoiced before comes as a difference with the next close: tollwright unbilled",
  ]);
  expect((await says(on, ...replace)).at(-1)).toBe("RECORD_UNKNOWN");
  expect((await says(on, "suspended", "decided")).at(-1)).toMatch(
    `${conflict} conflict KEY_CONFLICT 10.00 2026-05-01 finance seconds corrected`,
  );
  const audited = await says(on, "audit");
  expect(audited.filter((each) => each === "BALANCE")).toEqual([]);
});

it("a month at the desk: seen, corrected, recycled, accepted, decided, written off, closed", async () => {
  const on = await story(test, "month_at_the_desk");
  const twin = line("", { withKey: false, at: "2026-04-09 10:00:00" });
  await on.ingest("a.csv", line("1"), line("2"), twin, line("3", { trunk: "zebra" }), "cut,off\n");
  await on.ingest("b.csv", twin, line("2", { seconds: 600 }));

  const summary = await says(on, "suspended");
  expect(summary.slice(0, 6)).toEqual([
    "bucket reason age, days records minutes at stake",
    "conflict KEY_CONFLICT 0–1 1 10.00 0.60 USD",
    "suspended RECORD_COLUMNS 0–1 1 – –",
    "suspended WEAK_DUPLICATE 0–1 1 1.00 0.06 USD",
    "suspendedAtRating NO_OWNER 0–1 1 1.00 0.06 USD",
    "total 4 12.00 0.72 USD",
  ]);
  expect((await says(on, "suspended", "reasons", "NO_OWNER")).join(" ")).toMatch(
    /^NO_OWNER No account owned .* way out: Add the number, .* then recycle the record\.$/,
  );

  // As the switch wrote it, to the byte, with the call of the same key beside it.
  const conflict = await numberOf(on, "KEY_CONFLICT");
  const shown = await commandWithin(on, { add: [addSuspended], args: ["suspended", "show", conflict] });
  const [, written = ""] = readFileSync(join(on.dataFolder, "b.csv"), "utf8").split("\n");
  expect(shown.text).toContain(`\n\n${written}\n\n`);
  expect(shown.text).toContain(
    `the call with the same key: 2026-04-07, 16035550100 to 12125550123, 60000 ms`,
  );
  expect(shown.text).toContain(line("2").trimEnd());

  // Its owner is loaded, and all of the reason is rated again: each told.
  await on.load(FORGOTTEN);
  const owner = await numberOf(on, "NO_OWNER");
  const decide = ["suspended", "decide", owner, "--by", "ops", "--reason", "no conflict"];
  expect(await says(on, ...decide)).toEqual(["RECORD_NOT_DECIDED"]);
  const recycled = await says(on, "suspended", "recycle", "--reason", "NO_OWNER");
  expect(recycled).toContain("a call, rated or free 1");
  expect(recycled).toContain(`${owner} a call, rated or free`);
  expect(await says(on, "suspended", "recycle", "--reason", "NO_OWNER")).toContain(
    "Nothing of that is suspended.",
  );

  // Closing is refused while a conflict is open, and names what else is not on the invoices.
  expect(await says(on, "close", "--period", "2026-04")).toEqual(["CONFLICTS_OPEN"]);
  await says(on, "suspended", "decide", conflict, "--by", "ops", "--reason", "written twice");
  const closed = await says(on, "close", "--period", "2026-04");
  expect(closed).toContain(
    "NOT on these invoices, for it waits in the suspense desk (records of the month, and those whose day is unknown):",
  );
  expect(closed).toContain("suspended WEAK_DUPLICATE 0–1 1 1.00 0.06 USD");
  expect(closed).toContain("suspended RECORD_COLUMNS 0–1 1 – –");

  const weak = await numberOf(on, "WEAK_DUPLICATE");
  const accepted = await says(
    on,
    "suspended",
    "accept",
    weak,
    "--by",
    "finance",
    "--because",
    "on the carrier's bill",
  );
  expect(accepted[0]).toMatch(/^record \d+ is call [0-9a-f]{32}, accepted by finance$/);
  expect(await says(on, "suspended", "accept", weak, "--by", "x", "--because", "y")).toEqual([
    "RECORD_UNKNOWN",
  ]);
  const cut = await numberOf(on, "RECORD_COLUMNS");
  expect(
    await says(on, "suspended", "write-off", cut, "999", "--by", "finance", "--because", "the disk was full"),
  ).toEqual(["1 record, 0.00 minutes, written off by finance", "RECORD_UNKNOWN"]);

  expect(
    (await says(on, "suspended", "decided"))
      .slice(1)
      .map((each) => each.replace(/^\d+ /, ""))
      .sort(),
  ).toEqual([
    "conflict KEY_CONFLICT 10.00 2026-05-01 ops written twice",
    "suspended RECORD_COLUMNS – 2026-05-01 finance the disk was full",
    "suspended WEAK_DUPLICATE 1.00 2026-05-01 finance on the carrier's bill",
  ]);
  const reviewed = await says(on, "review", "--period", "2026-04");
  expect(reviewed).toContain("No record of the month waits in the suspense desk.");
  expect(reviewed).toContain("Written off: 1 record, 0.00 minutes, at an unknown amount.");

  // Seven were read: acme's three, zebra's and the accepted one are calls; one is in conflict, one was cut.
  const audited = await says(on, "audit");
  expect(audited).toContain("pbx records 7 5 0 0 1 0 1");
  expect(audited).toContain("pbx records 5 5 0 0");
  expect(audited).toContain("Both equations hold for each file, source and day, in records and in seconds.");
  expect(audited).not.toContain("BALANCE");
});

it("what is recycled after the month was invoiced is unbilled usage of that month", async () => {
  const on = await story(test, "late_at_the_desk");
  await on.load(FORGOTTEN);
  await on.ingest("a.csv", line("1"), line("2", { trunk: "yak" }));
  value(await on.close());
  value(await on.approve());
  value(await on.issue());
  const [path = "", text = ""] = Object.entries(FORGOTTEN)[0] ?? [];
  await on.load({
    [path]: text.replace("PJSIP/zebra }]", "PJSIP/zebra }, { source: pbx, name: PJSIP/yak }]"),
  });
  await says(on, "suspended", "recycle");
  expect(await says(on, "unbilled")).toEqual([
    "account period state month invoiced calls billed seconds at list price",
    "zebra 2026-04 unbilled yes 1 60 0.060000",
    "Month invoiced: the usage came, or was recycled, after its month's invoice was issued.",
  ]);
});

it("wrong usage is refused before anything is done", async () => {
  const on = await story(test, "wrong_usage");
  for (const args of [
    ["suspended", "show", "x"],
    ["suspended", "write-off", "--by", "a", "--because", "b"],
    ["suspended", "write-off", "1", "--because", "b"],
    ["suspended", "accept", "1", "--by", "a"],
    ["suspended", "reasons", "WHATEVER"],
    ["suspended", "list", "--day", "2026-04-31"],
  ])
    await expect(says(on, ...args), args.join(" ")).rejects.toThrow();
});
