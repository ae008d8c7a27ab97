export { type AvalaraLogin, avalaraEngine } from "./avalara/avalara-engine.ts";
export type { Attempt, EngineJournal } from "./journal.ts";
export { sureTaxEngine } from "./suretax/suretax-engine.ts";
export type { SureTaxLogin } from "./suretax/suretax-request.ts";
