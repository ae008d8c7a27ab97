import {
  stepVersions,
  type VersionState,
  type VersionStep,
  versionDocuments,
  versionStates,
  versionsInForce,
} from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { checkReferences, type VersionDocument } from "@tollwright/rate-card";
import type { Context } from "../context.ts";

/** A step that a person takes by command, and where a version must stand before it (books 8). */
const STEPS = {
  check: { from: "draft", step: "checked" },
  approve: { from: "checked", step: "approved" },
  enforce: { from: "approved", step: "inForce" },
  withdraw: { from: "inForce", step: "withdrawn" },
  restore: { from: "withdrawn", step: "inForce" },
} as const satisfies Record<string, { readonly from: VersionStep; readonly step: VersionStep }>;

export type StepName = keyof typeof STEPS;

/**
 * Takes versions one step on. What is checked must hold together with what is in force; what is put in force or withdrawn must
 * leave a set that does.
 *
 * @param input.references `plan/sip`, or the beginning of a hash; none: all that stand where the step begins.
 */
export async function moveVersions(
  context: Context,
  input: { readonly name: StepName; readonly references: readonly string[]; readonly by: string },
): Promise<Result<readonly VersionState[]>> {
  const { database, clock } = context;
  const { from, step } = STEPS[input.name];
  const found = await versionsAt(context, { from, references: input.references });
  if (!found.ok) return found;
  const hashes = found.value.map(({ hash }) => hash);
  if (input.name === "check") {
    const problems = await problemsOf(context, hashes);
    if (problems.length > 0) return fail(...problems);
  }
  const check = (documents: readonly VersionDocument[]): readonly Problem[] => checkReferences([], documents);
  const stepped = await stepVersions(database, { hashes, from, step, by: input.by, at: clock(), check });
  switch (stepped.kind) {
    case "stepped":
      return ok(found.value);
    case "moved":
      return fail(
        problem({ code: "VERSION_STEP", message: `moved on meanwhile: ${stepped.hashes.join(", ")}` }),
      );
    case "refused":
      return fail(...stepped.problems);
  }
}

/** Drafts are held against what is in force, as if they were already. */
async function problemsOf(
  { database }: Pick<Context, "database">,
  hashes: readonly string[],
): Promise<readonly Problem[]> {
  const drafts = await versionDocuments(database, hashes);
  const { documents } = await versionsInForce(database);
  const placeOf = ({ kind, name, effectiveFrom }: VersionDocument): string =>
    `${kind} ${name} ${kind === "deck" ? effectiveFrom : ""}`;
  const replaced = new Set(drafts.map(placeOf));
  return checkReferences([], [...documents.filter((one) => !replaced.has(placeOf(one))), ...drafts]);
}

async function versionsAt(
  context: Context,
  { from, references }: { readonly from: VersionStep; readonly references: readonly string[] },
): Promise<Result<readonly VersionState[]>> {
  if (references.length === 0) {
    const all = (await versionStates(context.database, {})).filter(({ step }) => step === from);
    return from === "inForce" || all.length === 0
      ? fail(
          problem({
            code: "VERSION_UNKNOWN",
            message: `name the versions: none is taken for ${from} unnamed`,
          }),
        )
      : ok(all);
  }
  const found: VersionState[] = [];
  for (const reference of references) {
    const one = await versionAt(context, {
      reference,
      prefers: ({ step, isCurrent }) => step === from && (from !== "inForce" || isCurrent),
    });
    if (!one.ok) return one;
    if (one.value.step !== from)
      return fail(
        problem({
          code: "VERSION_STEP",
          message: `${nameOf(one.value)} stands at ${one.value.step}, and this step begins at ${from}`,
        }),
      );
    found.push(one.value);
  }
  return ok(found);
}

/** The version that `plan/sip` or the beginning of a hash names: of several of a name the one that is preferred, the last put there. */
export async function versionAt(
  { database }: Pick<Context, "database">,
  { reference, prefers }: { readonly reference: string; readonly prefers: (state: VersionState) => boolean },
): Promise<Result<VersionState>> {
  const slash = reference.indexOf("/");
  if (slash < 0) {
    const found = await versionStates(database, { hash: reference });
    const [only, ...others] = found;
    if (only === undefined) return fail(unknown(reference));
    if (others.length > 0)
      return fail(
        problem({
          code: "VERSION_AMBIGUOUS",
          message: `${reference} begins the hash of ${found.length} versions`,
        }),
      );
    return ok(only);
  }
  const [kind, name] = [reference.slice(0, slash), reference.slice(slash + 1)];
  const found = await versionStates(database, { kind, name });
  const chosen = found.findLast(prefers) ?? found.at(-1);
  return chosen === undefined ? fail(unknown(reference)) : ok(chosen);
}

function unknown(reference: string): Problem {
  return problem({ code: "VERSION_UNKNOWN", message: `no version ${reference}` });
}

export function nameOf({ kind, name, hash }: Pick<VersionState, "kind" | "name" | "hash">): string {
  return `${kind}/${name} ${hash.slice(0, 12)}`;
}
