import { countryOf } from "./jurisdiction.ts";
import type { Coverage } from "./schema/coverage.ts";

/** A family of levies that must not be unknown at a level, anywhere in a country. */
export type Required = NonNullable<Coverage["required"]>[number] & { readonly country: string };

/** What the coverage files ask of every place. */
export function requiredOf(coverage: readonly Coverage[]): readonly Required[] {
  return coverage.flatMap((file) =>
    (file.required ?? []).map((required) => ({ ...required, country: countryOf(file) })),
  );
}
