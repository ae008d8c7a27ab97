import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { versionDocuments, versionHistory, versionStates, versionsInForce } from "@tollwright/postgres";
import { differenceText, diffVersions } from "@tollwright/rate-card";
import { describe, expect, it } from "vitest";
import { draftRateCards } from "../../../services/cli/src/steps/draft-rate-cards.ts";
import { moveVersions, type StepName, versionAt } from "../../../services/cli/src/steps/move-versions.ts";
import { codes, FILES, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();
const PLAN = FILES["rate-cards/plans/flat.yaml"];

/** A plan as a file, by its text. */
async function drafted(on: Story, text: string): Promise<readonly string[]> {
  const path = join(on.dataFolder, "rate-cards/plans");
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "flat.yaml"), text);
  const states = value(await draftRateCards(on, { paths: [path], by: "sales" }));
  return states.map(({ kind, name, step }) => `${kind}/${name} ${step}`);
}

const move = (on: Story, name: StepName, ...references: string[]) =>
  moveVersions(on, { name, references, by: "finance" });

async function plans(on: Story): Promise<readonly string[]> {
  return (await versionStates(on.database, { kind: "plan" })).map(
    ({ name, step, isCurrent }) => `${name} ${step}${isCurrent ? ", prices" : ""}`,
  );
}

async function numberPrice(on: Story): Promise<string> {
  value(await on.close());
  const [draft] = await on.drafted();
  return draft?.charges.find(({ product }) => product === "did")?.amount ?? "";
}

describe("books 8: a version is drafted, checked, approved, enforced, withdrawn and restored by command", () => {
  it("a draft prices nothing; in force it does; withdrawn, the one that it had replaced counts again", async () => {
    const on = await story(test, "life");
    expect(await drafted(on, PLAN.replace('"1.00"', '"2.00"'))).toEqual(["plan/flat draft"]);
    expect(await plans(on)).toEqual(["flat inForce, prices", "flat draft"]);
    expect(await numberPrice(on)).toBe("1.00");
    expect(codes(await move(on, "approve", "plan/flat"))).toEqual(["VERSION_STEP"]);
    value(await move(on, "check"));
    value(await move(on, "approve"));
    expect(await numberPrice(on)).toBe("1.00");
    const before = value(
      await versionAt(on, { reference: "plan/flat", prefers: ({ isCurrent }) => isCurrent }),
    );
    value(await move(on, "enforce", "plan/flat"));
    expect(await plans(on)).toEqual(["flat inForce", "flat inForce, prices"]);
    expect(await numberPrice(on)).toBe("2.00");
    const after = value(
      await versionAt(on, { reference: "plan/flat", prefers: ({ isCurrent }) => isCurrent }),
    );
    const [one, other] = await versionDocuments(on.database, [before.hash, after.hash]);
    expect(one && other && diffVersions(one, other).map(differenceText)).toEqual([
      "products[did].pricePerMonth: 1.00 becomes 2.00",
    ]);
    value(await move(on, "withdraw", "plan/flat"));
    expect(await plans(on)).toEqual(["flat inForce, prices", "flat withdrawn"]);
    expect(await numberPrice(on)).toBe("1.00");
    value(await move(on, "restore", after.hash.slice(0, 10)));
    expect(await numberPrice(on)).toBe("2.00");
    const { events, deliveries } = await versionHistory(on.database, after.hash);
    expect(events.map(({ step, by }) => `${step} ${by}`)).toEqual([
      "draft sales",
      "checked finance",
      "approved finance",
      "inForce finance",
      "withdrawn finance",
      "inForce finance",
    ]);
    expect(deliveries).toHaveLength(1);
  });

  it("a draft that does not hold together with what is in force stays a draft", async () => {
    const on = await story(test, "life_check");
    await drafted(on, PLAN.replace("currency: USD", "currency: CAD"));
    expect(codes(await move(on, "check", "plan/flat")).length).toBeGreaterThan(0);
    expect(await plans(on)).toEqual(["flat inForce, prices", "flat draft"]);
  });

  it("what something in force names is not withdrawn from under it", async () => {
    const on = await story(test, "life_needed");
    const set = (await versionsInForce(on.database)).setHash;
    expect(codes(await move(on, "withdraw", "plan/flat"))).toContain("PLAN_UNKNOWN");
    expect((await versionsInForce(on.database)).setHash).toBe(set);
    expect(codes(await move(on, "withdraw"))).toEqual(["VERSION_UNKNOWN"]);
    expect(codes(await move(on, "withdraw", "plan/none"))).toEqual(["VERSION_UNKNOWN"]);
  });

  it("a draft that is loaded takes the steps that it lacks", async () => {
    const on = await story(test, "life_load");
    const text = PLAN.replace('"1.00"', '"3.00"');
    await drafted(on, text);
    await on.load({ "rate-cards/plans/flat.yaml": text });
    const [, loaded] = await versionStates(on.database, { kind: "plan" });
    const { events } = await versionHistory(on.database, loaded?.hash ?? "");
    expect(events.map(({ step }) => step)).toEqual(["draft", "checked", "approved", "inForce"]);
  });
});
