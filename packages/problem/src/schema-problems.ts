import type { z } from "zod";
import { type Problem, problem } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/**
 * What a schema found wrong, one Problem a field, each with its path: `rates[3].prefix`.
 *
 * @param place The file (and its line) that the document came from, where there is one.
 * @example `{ "amonut": "1" }` gives UNKNOWN_FIELD at `amonut` and INVALID_DOCUMENT at `amount`.
 */
export function schemaProblems(
  error: z.ZodError,
  place: { readonly file?: string; readonly line?: number } = {},
): readonly Problem[] {
  return error.issues.flatMap((issue) => fromIssue(issue, [], place));
}

/** @example `["rates", 3, "prefix"]` is `rates[3].prefix`; the document itself is the empty text. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`))
    .join("");
}

function fromIssue(
  issue: Issue,
  above: readonly PropertyKey[],
  place: { readonly file?: string; readonly line?: number },
): readonly Problem[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      problem({
        code: "UNKNOWN_FIELD",
        message: `${pathText([...path, key])}: no such field`,
        path: pathText([...path, key]),
        ...place,
      }),
    );
  }
  const branch = issue.code === "invalid_union" ? closestBranch(issue.errors) : undefined;
  if (branch !== undefined) return branch.flatMap((inner) => fromIssue(inner, path, place));
  const at = pathText(path);
  return [
    problem({
      code: "INVALID_DOCUMENT",
      message: `${at || "document"}: ${issue.message}`,
      path: at,
      ...place,
    }),
  ];
}

/** Of several shapes the one that was meant: its first problem lies deepest. None, where all fail at the value itself. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (issues: readonly Issue[]): number =>
    Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 1 : 0)));
  const deep = branches.filter((issues) => depth(issues) > 0);
  return deep.sort((left, right) => left.length - right.length)[0];
}
