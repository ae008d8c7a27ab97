import { type Problem, ProblemError } from "@tollwright/problem";

/** An error on its way to another thread. Copied as it is, it would lose its class and all but its message and stack. */
export type CarriedError =
  | { readonly kind: "problem"; readonly problem: Problem }
  | {
      readonly kind: "error";
      readonly name: string;
      readonly message: string;
      readonly stack: string;
      /** What a system or a server said by a code; by it people are told what they can mend. */
      readonly facts: Readonly<Record<string, string>>;
      readonly cause: CarriedError | null;
    };

export function carried(error: unknown): CarriedError {
  if (error instanceof ProblemError) return { kind: "problem", problem: error.problem };
  if (!(error instanceof Error)) return carried(new Error(String(error)));
  const facts = Object.entries(error).filter((fact): fact is [string, string] => typeof fact[1] === "string");
  return {
    kind: "error",
    name: error.name,
    message: error.message,
    stack: error.stack ?? error.message,
    facts: Object.fromEntries(facts),
    cause: error.cause === undefined ? null : carried(error.cause),
  };
}

/** The same on the other side: a problem is a ProblemError again, all else an Error with its facts and the stack of where it came from. */
export function uncarried(error: CarriedError): Error {
  if (error.kind === "problem") return new ProblemError(error.problem);
  const { name, message, stack, facts, cause } = error;
  const found = new Error(message, cause === null ? {} : { cause: uncarried(cause) });
  return Object.assign(found, facts, { name, stack });
}
