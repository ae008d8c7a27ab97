import type { QuantityModel } from "@tollwright/rate-card";

export type ModelOf<K extends QuantityModel["kind"]> = Extract<QuantityModel, { kind: K }>;
