import { fail, ok, type Problem, problemCatalogue, type Result } from "@tollwright/problem";
import { type Document, isScalar, LineCounter, parseDocument, visit, type YAMLError } from "yaml";
import type { z } from "zod";
import { quickYaml } from "./quick-yaml.ts";
import { problemsOfIssues } from "./schema-problems.ts";
import type { SourceFile } from "./source-file.ts";

/** Deeper nesting of aliases than any rate card has is a file that wants to fill the memory. */
const ALIASES_MAX = 100;

/**
 * Reads YAML (or JSON, which is YAML) by a schema. Every problem carries file, line, path and a way out.
 *
 * Dates stay text, keys that stand twice are refused, and so is a number with decimals that has no quotes:
 * `0.0350` would lose its last digit, `0.1` its exactness.
 *
 * @example `price: 0.035` in `plans/basic.yaml` line 7: NUMBER_NOT_TEXT, "write it in quotes: \"0.035\"".
 */
export function checkYaml<S extends z.ZodType>(schema: S, file: SourceFile): Result<z.output<S>> {
  const quick = quickYaml(file.text);
  const plain = quick === undefined ? null : schema.safeParse(quick);
  if (plain?.success) return ok(plain.data);
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, schema: "core", uniqueKeys: true });
  const unreadable = [...document.errors, ...document.warnings];
  if (unreadable.length > 0) return fail(...unreadable.map((error) => yamlProblem(error, file)));
  const floats = bareFloats(document, lines, file);
  if (floats.length > 0) return fail(...floats);
  const value = plainValue(document, file);
  if (!value.ok) return value;
  const checked = schema.safeParse(value.value);
  if (checked.success) return ok(checked.data);
  return fail(...problemsOfIssues(checked.error.issues, { document, lines, file: file.path }));
}

function plainValue(document: Document, file: SourceFile): Result<unknown> {
  try {
    return ok(document.toJS({ maxAliasCount: ALIASES_MAX }));
  } catch (error) {
    // The library throws for one thing only: aliases that unfold beyond every measure.
    if (!(error instanceof ReferenceError)) throw error;
    const { wayOut } = problemCatalogue.INVALID_YAML;
    return fail({ code: "INVALID_YAML", message: error.message, file: file.path, wayOut });
  }
}

function yamlProblem(error: YAMLError, file: SourceFile): Problem {
  const line = error.linePos?.[0].line;
  return {
    code: "INVALID_YAML",
    // The library adds the place and a drawing of the line after the first sentence; the problem has both as facts.
    message: (error.message.split(/ at line \d/)[0] ?? error.message).trim(),
    file: file.path,
    ...(line === undefined ? {} : { line }),
    wayOut: problemCatalogue.INVALID_YAML.wayOut,
  };
}

function bareFloats(document: Document, lines: LineCounter, file: SourceFile): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Scalar(_key, node) {
      if (!isScalar(node) || typeof node.value !== "number" || Number.isSafeInteger(node.value)) return;
      problems.push({
        code: "NUMBER_NOT_TEXT",
        message: `${node.source} has no quotes`,
        file: file.path,
        line: lines.linePos(node.range?.[0] ?? 0).line,
        wayOut: `write it in quotes: "${node.source}"`,
      });
    },
  });
  return problems;
}
