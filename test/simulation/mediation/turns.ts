import type { Dice } from "./dice.ts";

/** Whose turn it is. Every statement of every process waits for its own, so that one seed tells one story. */
export type Turns = {
  /** Somebody who takes turns, until `leave`. */
  readonly enter: () => Player;
};

export type Player = {
  /** Runs a statement when it is this player's turn, and ends the turn with it. */
  readonly turn: <T>(statement: () => T | Promise<T>) => Promise<T>;
  /** Begins something that takes its own time; nobody waits for this player until it calls back. */
  readonly stepAside: () => () => void;
  readonly leave: () => void;
};

type Seat = { readonly waiting: (() => Promise<unknown>)[]; blocked: number };

/** @param patienceMilliseconds A statement that takes longer counts as waiting for another's lock: the others go on meanwhile. */
export function turns(chance: Dice, patienceMilliseconds: number): Turns {
  const seats: Seat[] = [];
  let isBusy = false;

  /** Chance decides when everybody waits: whoever is still thinking is waited for, whoever is blocked is not. */
  const next = (): void => {
    if (isBusy || seats.some(({ waiting, blocked }) => waiting.length === 0 && blocked === 0)) return;
    const ready = seats.filter(({ waiting }) => waiting.length > 0);
    const chosen = ready[chance.below(ready.length)];
    const statement = chosen?.waiting.shift();
    if (chosen === undefined || statement === undefined) return;
    isBusy = true;
    let isBlocked = false;
    const alarm = setTimeout(() => {
      isBlocked = true;
      chosen.blocked += 1;
      isBusy = false;
      next();
    }, patienceMilliseconds);
    void statement().finally(() => {
      clearTimeout(alarm);
      if (isBlocked) chosen.blocked -= 1;
      else isBusy = false;
      next();
    });
  };

  return {
    enter() {
      const seat: Seat = { waiting: [], blocked: 0 };
      seats.push(seat);
      return {
        turn: (statement) =>
          new Promise((resolve, reject) => {
            seat.waiting.push(() => Promise.resolve().then(statement).then(resolve, reject));
            next();
          }),
        stepAside() {
          seat.blocked += 1;
          next();
          return () => {
            seat.blocked -= 1;
          };
        },
        leave() {
          seats.splice(seats.indexOf(seat), 1);
          next();
        },
      };
    },
  };
}
