export type { RatedCall, Rating, Side } from "./rating.ts";
