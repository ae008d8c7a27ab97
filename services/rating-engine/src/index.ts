export { type EngineStore, PositionMoved, startRatingEngine } from "./rating-engine.ts";
