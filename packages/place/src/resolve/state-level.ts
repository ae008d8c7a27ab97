import { found, type Level, NO_ORIGIN, undetermined } from "./level.ts";
import type { PlaceData } from "./place-data.ts";

type Asked = {
  /** What the state's own file says. */
  readonly byFile: Level | null;
  /** By coordinates, then by ZIP: their candidates name the states. */
  readonly counties: readonly (Level | null)[];
  readonly military: Level | null;
  readonly stated: string | null;
  readonly data: PlaceData;
};

/**
 * The state: of the file, of the county's candidates, or as the address states it. The letters in an address are the post
 * office's: they decide among the candidates of a ZIP, and do not outdo them.
 */
export function stateLevel({ byFile, counties, military, stated, data }: Asked): Level {
  if (byFile !== null || military !== null) return byFile ?? military ?? notStated();
  for (const county of counties) {
    const states = county === null ? [] : statesOf(county, data);
    if (county === null || states.length === 0) continue;
    return ofCandidates({ county, states, stated });
  }
  return stated === null
    ? notStated()
    : found(
        { name: stated, code: null },
        { ...NO_ORIGIN, method: "address" },
        "likely",
        "the address states it",
      );
}

function ofCandidates(given: {
  readonly county: Level;
  readonly states: readonly string[];
  readonly stated: string | null;
}): Level {
  const { county, states, stated } = given;
  const origin = { method: county.method, source: county.source, vintage: county.vintage };
  const [only = ""] = states;
  const agrees = stated === null || states.includes(stated);
  const listed = agrees || stated === null ? states : [...states, stated];
  if (county.method === "coordinates" && states.length === 1) {
    const because = agrees
      ? "the point lies in it"
      : `the point lies in it, though the address says ${stated}`;
    const confidence = agrees && county.confidence !== "likely" ? "certain" : "likely";
    return found({ name: only, code: null }, origin, confidence, because);
  }
  if (!agrees || (states.length > 1 && stated === null))
    return undetermined(
      listed.map((name) => ({ name, code: null, share: null })),
      origin,
      agrees
        ? "the ZIP lies in several states"
        : `the ZIP lies in ${states.join(" and ")}, the address says ${stated}`,
    );
  const sure = states.length === 1 && (stated !== null || county.confidence === "certain");
  const because = stated === null ? "the ZIP lies in it" : "the ZIP lies in it, and the address states it";
  return found({ name: stated ?? only, code: null }, origin, sure ? "certain" : "likely", because);
}

function statesOf(county: Level, data: PlaceData): readonly string[] {
  const states = (county.candidates ?? []).flatMap(({ code }) =>
    code === null ? [] : (data.counties.stateOf(code) ?? []),
  );
  return [...new Set(states)];
}

function notStated(): Level {
  return undetermined(null, NO_ORIGIN, "neither a ZIP, nor coordinates, nor an address tells it");
}
