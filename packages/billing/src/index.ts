export type { Charge } from "./charge.ts";
