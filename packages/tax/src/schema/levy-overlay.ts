import { z } from "zod";
import { LevySchema } from "./levy.ts";

const { id: _id, overlaidBy: _by, ...fields } = LevySchema.shape;

/**
 * An operator's own word over one shipped levy, whose file stays as it is: fields that are given take the place of the
 * levy's, and `values` are added to its history, or take the place of those that start on the same day.
 */
export const LevyOverlay = z
  .strictObject(fields)
  .partial()
  .extend({
    /** The levy's. */
    id: z.string().min(1),
    by: z.string().min(1),
    reason: z.string().min(1),
  })
  .refine((overlay) => (overlay.form ?? null) === null || (overlay.values ?? null) === null, {
    message: "an overlay has either `form` or dated `values`",
  });
export type LevyOverlay = z.infer<typeof LevyOverlay>;
