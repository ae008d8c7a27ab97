import { type Exact, largest, smallest, subtract, zero } from "@tollwright/money";

/**
 * What may be given back: never more than was charged and not yet credited, never less than nothing.
 *
 * @example computed 10, charged 12, credited 5: 7.
 */
export function creditable(input: {
  readonly computed: Exact;
  readonly charged: Exact;
  readonly credited: Exact;
}): Exact {
  return largest(zero, smallest(input.computed, subtract(input.charged, input.credited)));
}
