import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  dbfRecords,
  inUnits,
  type Ring,
  type Shape,
  shapefileRings,
} from "../../packages/place/src/index.ts";

export type CountyFacts = { readonly code: string; readonly name: string; readonly kind: string };

/** Legal and statistical area descriptions of the Census Bureau, for counties. */
const KINDS: Readonly<Record<string, string>> = {
  "03": "city and borough",
  "04": "borough",
  "05": "census area",
  "06": "county",
  "07": "district",
  "10": "island",
  "12": "municipality",
  "13": "municipio",
  "15": "parish",
  "25": "independent city",
};

/** Counties of the Census Bureau's cartographic file of 2016, 1:500,000. An independent city keeps its ` city`. */
export function counties2016(folder: string): {
  readonly facts: readonly CountyFacts[];
  readonly shapes: readonly Shape[];
} {
  const base = join(folder, "cb_2016_us_county_500k");
  const records = dbfRecords(readFileSync(`${base}.dbf`), "utf-8");
  const rings = shapefileRings(readFileSync(`${base}.shp`));
  return {
    facts: records.map(({ GEOID = "", NAME = "", LSAD = "" }) => ({
      code: GEOID,
      name: LSAD === "25" ? `${NAME} city` : NAME,
      kind: KINDS[LSAD] ?? "county equivalent",
    })),
    shapes: records.map(({ GEOID = "" }, at) => ({ code: GEOID, name: "", rings: rings[at] ?? [] })),
  };
}

type Topology = {
  readonly transform: {
    readonly scale: readonly [number, number];
    readonly translate: readonly [number, number];
  };
  readonly arcs: readonly (readonly (readonly [number, number])[])[];
  readonly objects: {
    readonly counties: {
      readonly geometries: readonly {
        readonly id: string;
        readonly properties: { readonly name: string };
        readonly type: "Polygon" | "MultiPolygon";
        readonly arcs: readonly (readonly number[])[] | readonly (readonly (readonly number[])[])[];
      }[];
    };
  };
};

/** Counties of the TopoJSON of 2023 that have not been there in 2016: a point of it lies within some 200 m. */
export function counties2023(
  folder: string,
  known: ReadonlySet<string>,
): { readonly facts: readonly CountyFacts[]; readonly shapes: readonly Shape[] } {
  const topology = JSON.parse(readFileSync(join(folder, "counties-10m.json"), "utf8")) as Topology;
  const fresh = topology.objects.counties.geometries.filter(({ id }) => !known.has(id));
  return {
    facts: fresh.map(({ id, properties }) => ({
      code: id,
      name: properties.name,
      kind: id.startsWith("09") ? "planning region" : "census area",
    })),
    shapes: fresh.map(({ id, type, arcs }) => {
      const polygons = (type === "Polygon" ? [arcs] : arcs) as readonly (readonly (readonly number[])[])[];
      return {
        code: id,
        name: "",
        rings: polygons.flatMap((rings) => rings.map((ring) => ringOf(topology, ring))),
      };
    }),
  };
}

function ringOf({ transform, arcs }: Topology, ring: readonly number[]): Ring {
  const points = ring.flatMap((number) => {
    const forward = decoded(arcs[number < 0 ? -number - 1 : number] ?? []);
    // Where one arc ends the next begins.
    return (number < 0 ? forward.toReversed() : forward).slice(1);
  });
  return Int32Array.from(
    points.flatMap(([x, y]) => [
      inUnits(x * transform.scale[0] + transform.translate[0]),
      inUnits(y * transform.scale[1] + transform.translate[1]),
    ]),
  );
}

function decoded(arc: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x, y] as const;
  });
}
