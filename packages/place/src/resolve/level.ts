import { z } from "zod";

/** How sure a level is. Certain and likely levels are charged; an ambiguous one only as the stated policy says. */
export const Confidence = z.enum(["certain", "likely", "ambiguous"]);
export type Confidence = z.infer<typeof Confidence>;

/** Which step decided, in the order in which they are tried. */
const PlaceMethod = z.enum([
  "override",
  "addressRange",
  "zip4",
  "zipOfStateFile",
  "coordinates",
  "cityOfCounty",
  "zip5",
  "address",
  "exchange",
  "areaCode",
  "declaredUnion",
  "none",
]);

/**
 * One possible answer. `name` null: outside every incorporated city. `share`: of the ZIP's land, where that is known. `unlisted`:
 * stands for all that no table lists, cities among them.
 */
export const Candidate = z.strictObject({
  name: z.string().nullable(),
  code: z.string().nullable(),
  share: z.string().nullable(),
  unlisted: z.literal(true).optional(),
});
export type Candidate = z.infer<typeof Candidate>;

/** One level of a place, with how it was found. */
export const Level = z.strictObject({
  /** `none`: there is no such jurisdiction here, as outside every city. `undetermined`: it is not known which one it is. */
  status: z.enum(["found", "none", "undetermined"]),
  name: z.string().nullable(),
  code: z.string().nullable(),
  confidence: Confidence,
  method: PlaceMethod,
  source: z.string(),
  /** Of the source: a release, a year, a day. */
  vintage: z.string(),
  /** Null: nobody has listed them. */
  candidates: z.array(Candidate).nullable(),
  /** The legal entity's policy that chose among the candidates. */
  policy: z.string().nullable(),
  because: z.string(),
});
export type Level = z.infer<typeof Level>;

/** Where a level was read. */
export type Origin = Pick<Level, "method" | "source" | "vintage">;

/** @example `found({ name: "Cook", code: "17031" }, origin, "certain", "the only county of 60601")` */
export function found(
  what: { readonly name: string; readonly code: string | null },
  origin: Origin,
  confidence: "certain" | "likely",
  because: string,
): Level {
  const candidates = [{ ...what, share: null }];
  return { status: "found", ...what, confidence, ...origin, candidates, policy: null, because };
}

/** There is no jurisdiction of this level here. */
export function none(origin: Origin, confidence: "certain" | "likely", because: string): Level {
  const nothing = { name: null, code: null };
  return { status: "none", ...nothing, confidence, ...origin, candidates: [], policy: null, because };
}

/** It is one of these, or (null) nobody knows which there are. */
export function undetermined(
  candidates: readonly Candidate[] | null,
  origin: Origin,
  because: string,
): Level {
  return {
    status: "undetermined",
    name: null,
    code: null,
    confidence: "ambiguous",
    ...origin,
    candidates: candidates === null ? null : [...candidates],
    policy: null,
    because,
  };
}

/** @example `Cook`, `outside`, `others, not listed` */
export function candidateText({ name, share, unlisted }: Candidate, outside = "outside"): string {
  const what = name ?? (unlisted ? "others, not listed" : outside);
  return share === null ? what : `${what} ${share}`;
}

/** Where no step says anything. */
export const NO_ORIGIN: Origin = { method: "none", source: "", vintage: "" };
