import type { CivilDate } from "@tollwright/calendar";
import type { QuoteSupplies } from "@tollwright/invoice";
import type { NumberingData, ReadAbroad } from "@tollwright/numbering";
import type { PlaceData } from "@tollwright/place";
import { fail, type Result, schemaProblems } from "@tollwright/problem";
import type { Levy } from "@tollwright/tax";
import type { z } from "zod";

/** What a calculator answers: JSON values only, amounts as decimal text; and one sentence a step. */
export type Answer = {
  readonly result: unknown;
  readonly explanation: readonly string[];
};

/** What is loaded: used where a request names it or is silent. */
export type Loaded = QuoteSupplies & {
  /** The levies that the law imposes: those of companies belong to their sellers, and are not among them. */
  readonly taxes: readonly Levy[];
  /** Absent where the folder has none. */
  readonly numbering?: NumberingData;
  /** What places are resolved by, and the day to read it for where a request names none. */
  readonly places?: { readonly data: PlaceData; readonly today: CivilDate };
  /** Reads numbers as they are dialled outside the North American plan. */
  readonly readAbroad?: ReadAbroad;
};

/** One open calculator: its request's schema, and the function that bills, called with nothing stored. */
export type Calculator = {
  readonly schema: z.ZodType;
  /** True where the answer to this request would use what is loaded. */
  readonly usesLoaded: (request: unknown) => boolean;
  /** `loaded` null: the request must carry everything. */
  readonly run: (request: unknown, loaded: Loaded | null) => Result<Answer>;
};

/** A calculator whose `run` is only reached by requests that fit its schema; every field that does not is a problem. */
export function calculator<Schema extends z.ZodType>(given: {
  readonly schema: Schema;
  readonly run: (request: z.output<Schema>) => Result<Answer>;
}): Calculator {
  return {
    schema: given.schema,
    usesLoaded: () => false,
    run(request) {
      const parsed = given.schema.safeParse(request);
      return parsed.success ? given.run(parsed.data) : fail(...schemaProblems(parsed.error));
    },
  };
}
