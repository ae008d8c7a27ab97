/** A closed line: longitude and latitude in turn, in units of 0.00001 degree. The first point is not repeated at the end. */
export type Ring = Int32Array;

/** One area on the map. Holes and islands are rings like any other: a point is inside where it is inside an odd number of them. */
export type Shape = {
  /** What the area is called in tables: a county's five digits, a place's seven. */
  readonly code: string;
  /** Empty where a table has the names. */
  readonly name: string;
  readonly rings: readonly Ring[];
};

/** Areas of one source, and how far a drawn border may lie from the true one. */
export type ShapeSet = {
  readonly toleranceMeters: number;
  readonly shapes: readonly Shape[];
};

/** Units of a ring in one degree: one unit is about 1.1 m. */
export const UNITS_PER_DEGREE = 100_000;

/** Metres in one unit along a meridian. */
export const METERS_PER_UNIT = 111_320 / UNITS_PER_DEGREE;
