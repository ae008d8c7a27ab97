import { fail, ok, problem } from "@tollwright/problem";
import { describe, expect, it } from "vitest";
import { documentsFrom } from "./documents-from.ts";
import type { Locate } from "./locate-account.ts";
import { exampleFiles } from "./testing/example-files.ts";

const ACCOUNT = "rate-cards/companies/example/accounts/acme.yaml";
const given = exampleFiles().find(({ path }) => path === ACCOUNT)?.text ?? "";
const withoutPlace = given.replace(", place: { state: IL, county: Cook, city: Chicago }", "");
const files = exampleFiles({ [ACCOUNT]: withoutPlace });

const level = {
  status: "found",
  name: "IL",
  code: null,
  confidence: "certain",
  method: "zip5",
  source: "a table",
  vintage: "2026",
  candidates: [],
  policy: null,
  because: "the ZIP lies in it",
} as const;
const held = { ...level, status: "undetermined", name: null, confidence: "ambiguous" } as const;
const districts = { status: "undetermined", names: [], confidence: "ambiguous", because: "" } as const;

function locateWith(county: typeof level | typeof held): Locate {
  const levels = { state: level, county, city: level, districts };
  return () =>
    ok({
      place: { country: "US", state: "IL", districts: [] },
      resolution: {
        levels: { ...levels, districts: { ...districts, names: [] } },
        undetermined: [],
        notes: [],
      } as never,
    });
}

function account(locate: Locate | null) {
  const loaded = documentsFrom(files, { locate });
  const document = loaded.documents.find(({ kind }) => kind === "account");
  return { ...loaded, location: document && JSON.parse(document.canonical).locations[0] };
}

describe("a location without a place", () => {
  it("gets that of its address, with how it was found", () => {
    const { location, problems, warnings } = account(locateWith(level));
    expect(problems).toEqual([]);
    expect(warnings).toEqual([]);
    expect(location).toMatchObject({
      place: { state: "IL" },
      resolution: { levels: { county: { method: "zip5" } } },
    });
  });

  it("is loaded with a note where a level is held", () => {
    const { location, warnings } = account(locateWith(held));
    expect(location.place).toEqual({ country: "US", state: "IL", districts: [] });
    expect(warnings.map(({ code, message, path }) => `${code} ${path} ${message}`)).toEqual([
      "PLACE_AMBIGUOUS locations[0] county held: the ZIP lies in it ()",
    ]);
  });

  it.each([
    [
      "whose address cannot be resolved",
      () => fail(problem({ code: "PLACE_UNRESOLVED", message: "no ZIP" })),
      "no ZIP",
    ],
    [
      "where addresses are not resolved",
      null,
      "the location has no place, and addresses are not resolved here",
    ],
  ] as const)("%s is refused, with file and line", (_, locate, message) => {
    const { problems, location } = account(locate);
    expect(location).toBe(undefined);
    expect(problems).toMatchObject([
      { code: "PLACE_UNRESOLVED", message, file: ACCOUNT, line: 8, path: "locations[0]" },
    ]);
  });
});

it("a stored place is taken as it is", () => {
  const refusing: Locate = () => fail(problem({ code: "PLACE_UNRESOLVED", message: "not asked" }));
  const stored = documentsFrom(exampleFiles(), { locate: refusing });
  expect(stored).toEqual(documentsFrom(exampleFiles()));
});
