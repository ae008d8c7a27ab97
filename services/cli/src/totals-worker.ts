import { serveTotals } from "@tollwright/ingester";

// A thread that reads some of the files' stretches.
serveTotals();
