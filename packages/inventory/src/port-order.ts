import { CivilDate } from "@tollwright/calendar";
import { z } from "zod";
import { Id, Number164 } from "./fields.ts";

/** What can happen to an order. `foc`: the losing carrier has confirmed the date (firm order commitment). */
export const PortEvent = z.strictObject({
  kind: z.enum([
    "loa",
    "submitted",
    "foc",
    "jeopardy",
    "reject",
    "supplement",
    "expedite",
    "completed",
    "cancelled",
  ]),
  on: CivilDate,
  /** Text on the invoice line, such as the reason of a reject. */
  note: z.string().min(1).optional(),
});
export type PortEvent = z.infer<typeof PortEvent>;

export const PortOrder = z
  .strictObject({
    id: Id,
    product: Id,
    location: Id,
    numbers: z.array(Number164).min(1),
    direction: z.enum(["in", "out"]).default("in"),
    /** The day the port was completed: it bills on that day. Short for an event `completed`. */
    completedOn: CivilDate.nullable().default(null),
    /** In the order in which they happened; a product of kind porting prices each on its day. */
    events: z.array(PortEvent).default([]),
  })
  .refine((order) => order.completedOn !== null || order.events.length > 0, {
    path: ["events"],
    error: "the events of the order, or the day on which it was completed",
  });
export type PortOrder = z.infer<typeof PortOrder>;
