import { z } from "zod";
import { calculators } from "./calculators.ts";

/** What each calculator takes, as JSON Schema 2020-12, by name: the text of `docs/contracts/<name>.schema.json`. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(calculators).map(([name, { schema }]) => {
      const described = {
        title: `tollwright calc ${name}: request`,
        ...z.toJSONSchema(schema, { io: "input" }),
      };
      return [name, `${JSON.stringify(described, null, 2)}\n`];
    }),
  );
}
