import fc from "fast-check";
import { expect, it } from "vitest";
import { bytesField, instantField } from "./copy-rows.ts";

it.each([
  [0, "1970-01-01T00:00:00.000Z"],
  [1_775_570_590_000, "2026-04-07T14:03:10.000Z"],
  [1_775_606_399_999, "2026-04-07T23:59:59.999Z"],
  [1_775_606_400_000, "2026-04-08T00:00:00.000Z"],
  [-1, "1969-12-31T23:59:59.999Z"],
])("%i is written %s", (instant, written) => {
  expect(instantField(instant)).toEqual({ written });
});

it("instants are written as the runtime writes them", () => {
  fc.assert(
    fc.property(fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 }), (instant) => {
      expect(instantField(instant)?.written).toBe(new Date(instant).toISOString());
    }),
  );
});

it("bytes are hexadecimal behind a backslash, which COPY wants twice", () => {
  expect(bytesField("00ff")).toEqual({ written: "\\\\x00ff" });
  expect([bytesField(null), instantField(null)]).toEqual([null, null]);
});
