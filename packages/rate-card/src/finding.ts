import type { ProblemCode } from "@tollwright/problem";

/** A problem by its path inside one document; the file and the line are added where they are known. */
export type Finding = {
  readonly code: ProblemCode;
  readonly path: readonly (string | number)[];
  readonly message: string;
};
