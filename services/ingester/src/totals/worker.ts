import { serveTotals } from "./read-task.ts";

// A thread of its own for some of the stretches: see `read-totals.ts`.
serveTotals();
