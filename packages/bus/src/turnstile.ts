export type Turnstile = {
  /** Resolves when there is room. */
  readonly enter: () => Promise<void>;
  readonly leave: () => void;
};

/** Lets so many in at once, and the others in the order in which they came. */
export function turnstile(atOnce: number): Turnstile {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return {
    enter() {
      if (inside === atOnce) return new Promise((resolve) => waiting.push(resolve));
      inside += 1;
      return Promise.resolve();
    },
    leave() {
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    },
  };
}
