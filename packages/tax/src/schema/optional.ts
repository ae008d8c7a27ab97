import type { z } from "zod";

/** Optional fields of requests and levies may be left out or `null`: both mean the same. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish();
}
