import { layoutFaults } from "./layout-faults.ts";
import { LayoutShape } from "./layout-shape.ts";

/** A switch format described as data: how its files are cut into records, and what each column says. See docs/sources.md. */
export const Layout = LayoutShape.superRefine((layout, context) => {
  for (const { path, message } of layoutFaults(layout))
    context.addIssue({ code: "custom", path: [...path], message });
});
