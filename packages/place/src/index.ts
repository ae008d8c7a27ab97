export { Place } from "./place.ts";
