import { readFile } from "node:fs/promises";
import { saveGapDecision } from "@tollwright/postgres";
import { fail, ok, type Result } from "@tollwright/problem";
import { GapDecision } from "@tollwright/tax";
import { checkYaml } from "@tollwright/yaml";
import type { Context } from "../context.ts";
import { filesMissing } from "../files-missing.ts";

/** Records what a person decided about missing tax figures: a YAML list of decisions, each with name, reason and expiry. */
export async function decideGaps(context: Context, path: string): Promise<Result<readonly GapDecision[]>> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return fail(filesMissing(path));
  const checked = checkYaml(GapDecision.array(), { path, text });
  if (!checked.ok) return checked;
  for (const decision of checked.value)
    await saveGapDecision(context.database, { decision, at: context.clock() });
  return ok(checked.value);
}
