import { add, type Exact, exact, zero } from "@tollwright/money";

/** A sum of many decimal texts, exact: kept in whole numbers of each count of places, so that an addition costs next to nothing. */
export type DecimalSum = { readonly add: (text: string) => void; readonly total: () => Exact };

/** What is added at once stays a whole number that a float holds exactly. */
const HALF_SAFE = Number.MAX_SAFE_INTEGER / 2;

export function decimalSum(): DecimalSum {
  const pending = new Map<number, number>();
  let settled = zero;
  const settle = (places: number, units: number): void => {
    settled = add(settled, exact(`${units}/1${"0".repeat(places)}`));
  };
  return {
    add: (text) => {
      const dot = text.indexOf(".");
      const places = dot === -1 ? 0 : text.length - dot - 1;
      const units = Number(dot === -1 ? text : text.slice(0, dot) + text.slice(dot + 1));
      const sum = (pending.get(places) ?? 0) + units;
      if (Math.abs(units) > HALF_SAFE) settled = add(settled, exact(text));
      else if (Math.abs(sum) <= HALF_SAFE) pending.set(places, sum);
      else {
        settle(places, sum);
        pending.delete(places);
      }
    },
    total: () => {
      for (const [places, units] of pending) settle(places, units);
      pending.clear();
      return settled;
    },
  };
}
