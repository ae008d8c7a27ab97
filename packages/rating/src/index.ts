export type { Rating, Side } from "./rating.ts";
