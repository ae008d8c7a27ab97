/**
 * Every problem code of the product, once. `docs/problems.md` is generated from this list.
 *
 * `meaning` says what was found, `wayOut` what a person can do about it; a Problem may say either more exactly.
 */
export const problemCatalogue = {
  INVALID_DOCUMENT: {
    meaning: "A YAML or JSON document does not have the shape that its schema asks for.",
    wayOut: "Correct the field that `path` names; the README of its folder shows a whole example.",
  },
} as const satisfies Record<string, { readonly meaning: string; readonly wayOut: string }>;

export type ProblemCode = keyof typeof problemCatalogue;
