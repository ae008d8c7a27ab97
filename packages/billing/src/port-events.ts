import type { CivilDate } from "@tollwright/calendar";
import type { PortEvent, PortOrder } from "@tollwright/inventory";
import type { ProductOf } from "@tollwright/rate-card";

type Porting = ProductOf<"porting">;
type PricedKind = keyof Porting["prices"];

/** Something that happened to an order and may have a price. */
export type BilledEvent = {
  readonly kind: PricedKind;
  /** Unique in its order: `supplement-2`. */
  readonly name: string;
  /** How many of its kind there were, with this one. */
  readonly ordinal: number;
  readonly on: CivilDate;
  readonly note: string | undefined;
  readonly because: readonly string[];
};

export type EventPrice = NonNullable<Porting["prices"][PricedKind]>;

/** As they stand on an invoice. */
export const namesOfEvents: Readonly<Record<PricedKind, string>> = {
  submitted: "order submitted",
  foc: "firm order commitment",
  completed: "completed",
  expedite: "expedited",
  supplement: "supplement",
  reject: "rejected",
  jeopardy: "jeopardy",
  cancelled: "cancelled",
  cancelledAfterFoc: "cancelled after firm order commitment",
};

/**
 * The events of an order in order of time, those of one day as they are listed. A letter of authorisation (`loa`) is kept
 * for the record and never priced.
 *
 * @example FOC on 3 April and cancelled on the 5th: `foc`, `cancelledAfterFoc`.
 */
export function billedEvents(order: PortOrder): readonly BilledEvent[] {
  const counts = new Map<PricedKind, number>();
  let committedOn: CivilDate | null = null;
  return inTime(order).flatMap(({ kind, on, note }): BilledEvent[] => {
    if (kind === "foc") committedOn = on;
    if (kind === "loa") return [];
    const priced = kind === "cancelled" && committedOn !== null ? "cancelledAfterFoc" : kind;
    const ordinal = (counts.get(priced) ?? 0) + 1;
    counts.set(priced, ordinal);
    const name = ordinal === 1 ? priced : `${priced}-${ordinal}`;
    const because = priced === "cancelledAfterFoc" ? [`the firm order commitment is of ${committedOn}`] : [];
    return [{ kind: priced, name, ordinal, on, note, because }];
  });
}

function inTime({ events, completedOn }: PortOrder): readonly PortEvent[] {
  const isTold = events.some(({ kind }) => kind === "completed");
  const all: readonly PortEvent[] =
    completedOn === null || isTold ? events : [...events, { kind: "completed", on: completedOn }];
  return all.toSorted((left, right) => (left.on === right.on ? 0 : left.on < right.on ? -1 : 1));
}

/** Null: the event costs nothing, or is one of the supplements that are free. */
export function priceOfEvent(product: Porting, { kind, ordinal }: BilledEvent): EventPrice | null {
  if (kind === "supplement" && ordinal <= product.freeSupplements) return null;
  return product.prices[kind] ?? null;
}
