import { CivilDate } from "@tollwright/calendar";
import { z } from "zod";
import { Place } from "../place.ts";

const Text = z.string().min(1).nullish();

/** What ambiguous levels become: each legal entity states it. */
export const AmbiguousPlaces = z.strictObject({
  county: z.enum(["hold", "largestShare"]).default("hold"),
  city: z.enum(["hold", "largestShare", "inside", "outside"]).default("hold"),
});
export type AmbiguousPlaces = z.infer<typeof AmbiguousPlaces>;

export const PlaceQuery = z
  .strictObject({
    /** Street lines: `350 N Orleans St`, `Suite 900`, `PO Box 555`. */
    lines: z.array(z.string()).max(4).nullish(),
    /** Printed only: a postal city is no taxing city. */
    city: Text,
    state: z
      .string()
      .regex(/^[A-Za-z]{2}$/, "two letters")
      .nullish(),
    /** `60654`, `60654-1234` or nine digits. */
    zip: z
      .string()
      .regex(/^\d{5}(-?\d{4})?$/, "five digits, or nine")
      .nullish(),
    /** In one line, instead of the fields. */
    line: Text,
    at: z
      .strictObject({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
      })
      .nullish(),
    /** Stored codes: they win. */
    place: Place.nullish(),
    /** A telephone number tells the state at most, and that for the jurisdiction of calls only. */
    telephoneNumber: Text,
    /** The day that tables and boundaries are read for. */
    on: CivilDate.nullish(),
    ambiguous: AmbiguousPlaces.nullish(),
  })
  .refine(
    ({ zip, line, at, place, telephoneNumber, state }) =>
      [zip, line, at, place, telephoneNumber, state].some((given) => given != null),
    { message: "a ZIP, a line, coordinates, a place, a state or a telephone number is needed" },
  );
export type PlaceQuery = z.infer<typeof PlaceQuery>;
