import { expect, it } from "vitest";
import { commonLocalArea, compileLocalCallingAreas } from "./local-calling-areas.ts";

const table = {
  file: "local-calling-areas.csv",
  text: "npanxx,area\n312555,chicago\n773555,chicago\n847555,north\n312555,north\n",
};

it.each([
  ["13125550100", "17735550100", "chicago"],
  ["13125550100", "18475550100", "north"], // an exchange may lie in two areas
  ["17735550100", "18475550100", null], // and two areas that share one are not one
  ["13125550100", "13125560100", null],
  ["13125550100", "442079460123", null],
])("%s and %s have the area %s in common", (from, to, area) => {
  const { areas } = compileLocalCallingAreas([table]);
  const ends = [
    { e164: from, exchange: null },
    { e164: to, exchange: null },
  ] as const;
  expect(commonLocalArea(areas, ends, null)).toBe(area);
});

it.each([
  ["area,exchange\nchicago,312555\n", 1],
  ["area,npanxx\nchicago,312555\n,312556\n", 3],
  ["area,npanxx\nchicago,1312555\n", 2],
])("refuses %j at line %i", (text, line) => {
  const { problems } = compileLocalCallingAreas([{ ...table, text }]);
  expect(problems.map((problem) => problem.line)).toEqual([line]);
});
