import { answerTo } from "./requests.ts";

/** An example that somebody published, as the levy that it is about. */
export type PublishedExample = {
  readonly source: string;
  readonly request: object;
  /** `levy charge amount`, or `levy charge units amount` of what is counted. */
  readonly lines: readonly string[];
};

export const charge = (amount: string, more: object = {}) => ({ id: "1", amount, ...more });

export const tax = (id: string, percent: string, more: object = {}) => ({
  id,
  kind: "tax",
  form: { percent },
  ...more,
});

export const fee = (id: string, perUnit: object, more: object = {}) => ({
  id,
  kind: "tax",
  form: { perUnit },
  ...more,
});

/** What the engine answers, in the form of the example. */
export function published({ request }: PublishedExample): readonly string[] {
  return answerTo(request).taxLines.map(({ levy, charge: on, units, amount }) =>
    [levy, on, ...(units === null ? [] : [units]), amount].join(" "),
  );
}
