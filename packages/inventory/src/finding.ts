import type { Problem, ProblemCode } from "@tollwright/problem";
import { problemCatalogue } from "@tollwright/problem";

/** A problem of one account's document, by path: who reads the file adds its name and the line. */
export type InventoryFinding = {
  readonly account: string;
  readonly path: readonly (string | number)[];
  readonly problem: Problem;
};

export function finding(facts: {
  readonly account: string;
  readonly path: readonly (string | number)[];
  readonly code: ProblemCode;
  readonly message: string;
}): InventoryFinding {
  const { account, path, code, message } = facts;
  const problem = { code, message: `account ${account}: ${message}`, wayOut: problemCatalogue[code].wayOut };
  return { account, path, problem };
}
