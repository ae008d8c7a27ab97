import { type Problem, type ProblemCode, problemCatalogue } from "@tollwright/problem";
import type { Document, LineCounter } from "yaml";
import type { z } from "zod";
import { lineOfPath, type Path, pathText, standsIn, writtenAt } from "./yaml-lines.ts";

type Issue = z.core.$ZodIssue;
type Where = { readonly document: Document; readonly lines: LineCounter; readonly file: string };
type Found = {
  readonly code: ProblemCode;
  readonly path: Path;
  readonly message: string;
  readonly wayOut?: string;
};

/** What a schema found, with the line of the field that it is about. */
export function problemsOfIssues(issues: readonly Issue[], where: Where): Problem[] {
  return issues.flatMap((issue) => foundIn(issue, [], where)).map((found) => problemAt(found, where));
}

function foundIn(issue: Issue, outer: Path, where: Where): Found[] {
  const path = [...outer, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      code: "UNKNOWN_FIELD",
      path: [...path, key],
      message: "this field is not known here",
    }));
  }
  if (issue.code === "invalid_union") {
    const nearest = nearestBranch(issue.errors);
    if (nearest !== null) return nearest.flatMap((inner) => foundIn(inner, path, where));
  }
  if (issue.code === "custom") {
    const own = ownProblem(issue.params);
    if (own !== null) return [{ ...own, path, message: issue.message }];
  }
  const written = writtenAt(where.document, path);
  if (issue.code === "invalid_type" && issue.expected === "string" && written !== null) {
    const message = `${written} is read as a number or a word of YAML, where text is expected`;
    return [{ code: "INVALID_DOCUMENT", path, message, wayOut: `write it in quotes: "${written}"` }];
  }
  const message = standsIn(where.document, path) ? messageOf(issue, written) : missing(issue);
  return [{ code: "INVALID_DOCUMENT", path, message }];
}

/** A schema's own check may name its problem and way out: `params: { problem: "SETTING_UNUSED", wayOut }`. */
function ownProblem(params: Readonly<Record<string, unknown>> = {}): Pick<Found, "code" | "wayOut"> | null {
  const { problem, wayOut } = params;
  const code = Object.keys(problemCatalogue).find((name): name is ProblemCode => name === problem);
  if (code === undefined) return null;
  return typeof wayOut === "string" ? { code, wayOut } : { code };
}

/** Of the shapes that a field may have, the one that was meant: it fails deepest inside. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((issue) => issue.path.length));
  let nearest: readonly Issue[] | null = null;
  for (const branch of branches) {
    if (depth(branch) > 0 && (nearest === null || depth(branch) > depth(nearest))) nearest = branch;
  }
  return nearest;
}

function messageOf(issue: Issue, written: string | null): string {
  if (issue.code === "invalid_union") return `${written ?? "this"} is none of the kinds that are known here`;
  const text = plainMessage(issue);
  return written === null ? text : `${written}: ${text}`;
}

function missing(issue: Issue): string {
  return `it is missing: ${plainMessage(issue).replace(/, received undefined$/, "")}`;
}

function plainMessage({ message }: Issue): string {
  return message.replace(/^Invalid (input|string): /, "");
}

function problemAt({ code, path, message, wayOut }: Found, where: Where): Problem {
  const name = pathText(path);
  return {
    code,
    message: name === "" ? message : `${name}: ${message}`,
    ...(name === "" ? {} : { path: name }),
    file: where.file,
    line: lineOfPath(where.document, where.lines, path),
    wayOut: wayOut ?? problemCatalogue[code].wayOut,
  };
}
