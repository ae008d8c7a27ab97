import { type Problem, problemCatalogue } from "@tollwright/problem";
import type { Document, LineCounter } from "yaml";
import type { z } from "zod";
import { lineOfPath, type Path, pathText, writtenAt } from "./yaml-lines.ts";

type Issue = z.core.$ZodIssue;
type Where = { readonly document: Document; readonly lines: LineCounter; readonly file: string };

/** What a schema found, with the line of the field that it is about. */
export function problemsOfIssues(issues: readonly Issue[], where: Where): Problem[] {
  return issues.flatMap((issue) => problemsOf(issue, [], where));
}

function problemsOf(issue: Issue, outer: Path, where: Where): Problem[] {
  const path = [...outer, ...issue.path];
  if (issue.code === "invalid_union") {
    const nearest = nearestBranch(issue.errors);
    if (nearest !== null) return nearest.flatMap((inner) => problemsOf(inner, path, where));
  }
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      problem(
        [...path, key],
        `the field ${key} is not known here`,
        "take the field out, or correct its spelling",
        where,
      ),
    );
  }
  const written = writtenAt(where.document, path);
  if (issue.code === "invalid_type" && issue.expected === "string" && written !== null) {
    return [
      problem(
        path,
        `${written} is read as a number, where text is expected`,
        `write it in quotes: "${written}"`,
        where,
      ),
    ];
  }
  return [problem(path, messageOf(issue, written), problemCatalogue.INVALID_DOCUMENT.wayOut, where)];
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
  const text = issue.message.replace(/^Invalid input: /, "").replace(/^Invalid string: /, "");
  if (/received undefined$/.test(text)) return `it is missing: ${text.replace(/, received undefined$/, "")}`;
  return written === null ? text : `${written}: ${text}`;
}

function problem(path: Path, message: string, wayOut: string, where: Where): Problem {
  const name = pathText(path);
  return {
    code: "INVALID_DOCUMENT",
    message: name === "" ? message : `${name}: ${message}`,
    ...(name === "" ? {} : { path: name }),
    file: where.file,
    line: lineOfPath(where.document, where.lines, path),
    wayOut,
  };
}
