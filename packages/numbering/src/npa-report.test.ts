import { expect, it } from "vitest";
import { compileNumberingPlan } from "./numbering-plan.ts";

const areaCodes = {
  file: "nanp-npa.csv",
  text: "npa,country,region,kind\n212,US,NY,geographic\n416,CA,ON,geographic\n876,JM,Jamaica,caribbean\n822,NANP,,toll_free_reserved\n535,NANP,,personal_reserved\n218,US,MN,geographic\n",
};
const countryCodes = { file: "codes.csv", text: "country_code,main_region,note\n44,GB,\n" };

/** In the layout of the administrator, with invented news. */
const report = `File Date,04/01/2026
NPA_ID,type_of_code,ASSIGNED,USE,LOCATION,COUNTRY,IN_SERVICE,SERVICE\r
212,General Purpose Code,Yes,G,NY,US,Y,\r
218,General Purpose Code,Yes,G,WI,US,Y,\r
235,General Purpose Code,Yes,G,MO,US,N,\r
236,General Purpose Code,No,G,MO,US,N,\r
670,General Purpose Code,Yes,G,CNMI,US,Y,\r
416,General Purpose Code,Yes,G,ONTARIO,CANADA,Y,\r
942,General Purpose Code,Yes,G,ONTARIO,CANADA,N,\r
876,General Purpose Code,Yes,G,JAMAICA,JAMAICA,Y,\r
937,General Purpose Code,Yes,G,,"ST. SOMEWHERE, NEW",Y,\r
822,Easily Recognizable Code,Yes,N,,,Y,Toll-Free\r
880,Easily Recognizable Code,Yes,N,,,N,Toll-Free\r
535,General Purpose Code,Yes,N,,,Y,Non-Geographic Services\r
900,Easily Recognizable Code,Yes,N,,,Y,Premium Services\r
`;

const compiled = compileNumberingPlan({
  areaCodes,
  countryCodes,
  npaReport: { file: "npa-report.csv", text: report },
});

it.each([
  ["212", "US NY geographic"],
  ["218", "US WI geographic"], // the report goes before the table
  ["235", "US MO geographic"], // assigned and not yet in service: an answered call proves that it works
  ["236", undefined], // not assigned
  ["670", "US MP us_territory"],
  ["416", "CA ON geographic"], // the table knows its province
  ["942", "CA ONTARIO geographic"],
  ["876", "JM Jamaica caribbean"], // and its country
  ["937", "NANP ST. SOMEWHERE, NEW caribbean"],
  ["822", "NANP  toll_free"], // opened
  ["880", "NANP  toll_free_reserved"],
  ["535", "NANP  personal"],
  ["900", undefined], // the table says what is pay-per-call
])("%s is %s", (npa, expected) => {
  const code = compiled.plan.areaCodes.get(npa);
  expect(code && `${code.country} ${code.region} ${code.kind}`).toBe(expected);
  expect(compiled.plan.classes[Number(npa)] !== undefined).toBe(expected !== undefined);
});

it("another file under its name is refused", () => {
  const { problems } = compileNumberingPlan({ areaCodes, countryCodes, npaReport: areaCodes });
  expect(problems).toMatchObject([{ code: "NUMBERING_COLUMN_MISSING", line: 2 }]);
});
