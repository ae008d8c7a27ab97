import {
  add,
  type Exact,
  exact,
  isPositive,
  largest,
  multiply,
  type Rounding,
  round,
  roundedText,
  smallest,
  subtract,
  zero,
} from "@tollwright/money";

/** A limit on what is spent in a period. Texts are decimal; `share` may be a fraction. */
export type SpendLimit = {
  readonly amount: string;
  /** Of the limit that holds: a period that is cut short has a part of it. */
  readonly share: string;
  /** Money spent in the period before this line. */
  readonly before: string;
};

export type LimitedSpend = {
  readonly trueUp: Exact;
  readonly discount: Exact;
  /** After both. */
  readonly amount: Exact;
  readonly explanation: readonly string[];
};

/**
 * Raises a line to a minimum spend, then lowers it to a maximum. Limit × share, what was spent before, and the line are each
 * rounded first, so that everything printed adds up. The discount is at most the line; a negative line has none.
 *
 * @example a line of 60, 30 spent before, a minimum of 100: a true-up of 10; a maximum of 80: a discount of 10.
 */
export function limitSpend(input: {
  readonly line: Exact;
  readonly minimum: SpendLimit | null;
  readonly maximum: SpendLimit | null;
  readonly rounding: Rounding;
}): LimitedSpend {
  const { minimum, maximum, rounding } = input;
  const line = round(input.line, rounding);
  const missing = minimum === null ? null : subtract(...limitAndSpend(minimum, line, rounding));
  const trueUp = missing === null ? zero : largest(missing, zero);
  const raised = add(line, trueUp);
  const excess = maximum === null ? null : subtract(...spendAndLimit(maximum, raised, rounding));
  const discount = excess === null || !isPositive(raised) ? zero : smallest(largest(excess, zero), raised);
  const text = (value: Exact): string => roundedText(value, rounding);
  return {
    trueUp,
    discount,
    amount: subtract(raised, discount),
    explanation: [
      ...(minimum === null
        ? []
        : [`${limitText("minimum", minimum, rounding)}: a true-up of ${text(trueUp)}.`]),
      ...(maximum === null
        ? []
        : [`${limitText("maximum", maximum, rounding)}: a discount of ${text(discount)}.`]),
    ],
  };
}

function limitAndSpend(limit: SpendLimit, line: Exact, rounding: Rounding): readonly [Exact, Exact] {
  const held = round(multiply(exact(limit.amount), exact(limit.share)), rounding);
  return [held, add(round(exact(limit.before), rounding), line)];
}

function spendAndLimit(limit: SpendLimit, line: Exact, rounding: Rounding): readonly [Exact, Exact] {
  const [held, spend] = limitAndSpend(limit, line, rounding);
  return [spend, held];
}

function limitText(name: string, { amount, share, before }: SpendLimit, rounding: Rounding): string {
  const held = roundedText(multiply(exact(amount), exact(share)), rounding);
  const part = share === "1" ? `${held}` : `${amount} × ${share} = ${held}`;
  return `${name} spend ${part}, of which ${roundedText(exact(before), rounding)} was spent before`;
}
