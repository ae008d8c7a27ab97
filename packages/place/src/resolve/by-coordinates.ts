import type { CivilDate } from "@tollwright/calendar";
import type { AreaAtPoint, Point, ShapeIndex } from "../polygons/shape-index.ts";
import { type Candidate, found, type Level, none, type Origin, undetermined } from "./level.ts";
import type { PlaceData, PlaceSettings, Sourced } from "./place-data.ts";

type Asked = { readonly point: Point; readonly day: CivilDate; readonly data: PlaceData };

/** How far off a border a point may lie before the drawing decides it. */
function margins(index: ShapeIndex, settings: PlaceSettings): { ambiguous: number; likely: number } {
  return {
    ambiguous: Math.max(settings.ambiguousMeters, index.toleranceMeters),
    likely: Math.max(settings.likelyMeters, 2 * index.toleranceMeters),
  };
}

/**
 * The county that a point lies in. Near a border of another county it is likely, very near it is ambiguous.
 *
 * @returns Null where the point lies in no county and near none.
 */
export function countyByCoordinates({ point, day, data }: Asked): Level | null {
  const { data: index, source, vintage } = data.countyShapes;
  const { ambiguous, likely } = margins(index, data.settings);
  const origin: Origin = { method: "coordinates", source, vintage };
  const around = index.around(point, likely).filter(({ code }) => data.counties.on(code, day).includes(code));
  const inside = around.find((area) => area.inside);
  const others = around.filter((area) => area !== inside);
  const nearest = nearestMeters(others);
  const candidates = [...(inside ? [inside] : []), ...others].map(({ code }) => countyCandidate(code, data));
  if (inside === undefined && others.length === 0) return null;
  const [first] = candidates;
  if (inside === undefined && others.length === 1 && first?.name)
    return found(
      { name: first.name, code: first.code },
      origin,
      "likely",
      "the point lies just off its shore or border",
    );
  if (inside === undefined || nearest < ambiguous)
    return undetermined(
      candidates,
      origin,
      `the point lies within ${ambiguous} m of another county's border`,
    );
  const { name = null, code = null } = candidates[0] ?? {};
  const near = nearest < likely;
  const because = near
    ? `the point lies in it, within ${likely} m of another county's border`
    : "the point lies in it";
  return { ...found({ name: name ?? "", code }, origin, near ? "likely" : "certain", because) };
}

/**
 * The incorporated place that a point lies in, where the operator has imported the state's places.
 *
 * @returns Null where he has not.
 */
export function cityByCoordinates({ point, data }: Asked, shapes: Sourced<ShapeIndex> | null): Level | null {
  if (shapes === null) return null;
  const { data: index, source, vintage } = shapes;
  const { ambiguous, likely } = margins(index, data.settings);
  const origin: Origin = { method: "coordinates", source, vintage };
  const around = index.around(point, likely);
  const inside = around.find((area) => area.inside) ?? null;
  const border = nearestMeters(around);
  if (border < ambiguous) {
    const candidates = [inside, ...around.filter((area) => area !== inside), null]
      .filter((area, at, all) => area !== null || at === all.length - 1)
      .map((area): Candidate => ({ name: area?.name ?? null, code: area?.code ?? null, share: null }));
    return undetermined(candidates, origin, `the point lies within ${ambiguous} m of a city limit`);
  }
  const confidence = border < likely ? "likely" : "certain";
  const near = border < likely ? `, within ${likely} m of a city limit` : "";
  return inside === null
    ? none(origin, confidence, `the point lies in no incorporated place${near}`)
    : found({ name: inside.name, code: inside.code }, origin, confidence, `the point lies in it${near}`);
}

function nearestMeters(areas: readonly AreaAtPoint[]): number {
  return Math.min(...areas.map(({ borderMeters }) => borderMeters ?? Number.POSITIVE_INFINITY));
}

/** A county as a candidate. */
export function countyCandidate(code: string, data: PlaceData, share: string | null = null): Candidate {
  return { name: data.counties.named(code)?.name ?? null, code, share };
}
