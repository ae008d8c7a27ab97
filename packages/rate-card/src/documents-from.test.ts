import { describe, expect, it } from "vitest";
import { documentsFrom } from "./documents-from.ts";
import { parseDocument } from "./parse-document.ts";
import { exampleFiles, PLAN } from "./testing/example-files.ts";

describe("documentsFrom", () => {
  it("makes a version of every file by its place", () => {
    const loaded = documentsFrom(exampleFiles());
    expect(loaded.problems).toEqual([]);
    expect(loaded.documents.map(({ kind, name, effectiveFrom }) => [kind, name, effectiveFrom])).toEqual([
      ["account", "acme", null],
      ["coverage", "us-il", null],
      ["deck", "us", "2026-01-01"],
      ["legalEntity", "example-telecom", null],
      ["levy", "il-excise", null],
      ["levy", "recovery", null],
      ["numbering", "e164-country-codes", null],
      ["numbering", "local-calling-areas", null],
      ["numbering", "nanp-npa", null],
      ["plan", "basic", null],
      ["source", "chi", null],
    ]);
  });

  it("gives the same whatever the order of the files", () => {
    expect(documentsFrom(exampleFiles().toReversed())).toEqual(documentsFrom(exampleFiles()));
  });

  it("names a version by what it says: comments and order change nothing, a price does", () => {
    const hashOf = (text: string) => documentsFrom([{ path: "plans/basic.yaml", text }]).documents[0]?.hash;
    const lines = PLAN.trim().split("\n");
    const reordered = [
      ...lines.filter((line) => !line.startsWith("currency")),
      "currency: USD # at the end",
    ].join("\n");
    expect(hashOf(`# comment\n${PLAN}`)).toBe(hashOf(PLAN));
    expect(hashOf(reordered)).toBe(hashOf(PLAN));
    expect(hashOf(PLAN.replace('"1.25"', '"1.26"'))).not.toBe(hashOf(PLAN));
  });

  it("one bad file stops no other", () => {
    const broken = exampleFiles({ "rate-cards/plans/basic.yaml": PLAN.replace('"1.25"', "1.25") });
    const loaded = documentsFrom(broken);
    expect(loaded.documents.length).toBe(10);
    expect(loaded.problems).toMatchObject([
      { code: "NUMBER_NOT_TEXT", file: "rate-cards/plans/basic.yaml", line: 9 },
    ]);
  });

  it("a source that states what its format does not look at comes into no version", () => {
    const text = "id: pbx\ndescription: A switch.\nformat: cucm-csv\nzone: UTC\nseparator: ;\n";
    const { documents, problems } = documentsFrom([{ path: "sources/pbx.yaml", text }]);
    expect([documents, problems]).toMatchObject([
      [],
      [{ code: "SETTING_UNUSED", file: "sources/pbx.yaml", line: 5, path: "separator" }],
    ]);
  });

  it("a source that was stored before that was refused is still read", () => {
    const stored = { id: "pbx", description: "A switch.", format: "cucm-csv", zone: "UTC", separator: ";" };
    const document = {
      kind: "source",
      name: "pbx",
      effectiveFrom: null,
      hash: "",
      canonical: JSON.stringify(stored),
    } as const;
    expect(parseDocument(document).value).toMatchObject({ separator: ";" });
  });

  it.each([
    ["README.md", 0, []],
    ["decks/us/README.md", 0, []],
    ["taxes/us/il/cases.yaml", 0, []],
    ["companies/x/gap-decisions.yaml", 0, []],
    ["companies/x/sample-quote-large.yaml", 0, []],
    ["plans/.basic.yaml.swp", 0, []],
    ["plans/basic.yml", 0, ["UNKNOWN_FILE"]],
    ["basic.yaml", 0, ["UNKNOWN_FILE"]],
    ["decks/us/rows.csv", 0, ["UNKNOWN_FILE"]], // no deck.yaml beside it
    ["numbering/others.csv", 0, ["UNKNOWN_FILE"]],
    ["numbering/nanp-npa.xlsx", 0, ["UNKNOWN_FILE"]],
    ["plans/basic.yaml", 1, []],
  ])("%s makes %i documents and the problems %j", (path, count, codes) => {
    const loaded = documentsFrom([{ path, text: path === "plans/basic.yaml" ? PLAN : "" }]);
    expect([loaded.documents.length, loaded.problems.map(({ code }) => code)]).toEqual([count, codes]);
    expect(loaded.problems.every(({ file }) => file === path)).toBe(true);
  });

  it("refuses two files that say they are the same thing", () => {
    const loaded = documentsFrom([
      { path: "plans/a.yaml", text: PLAN },
      { path: "plans/b.yaml", text: PLAN },
    ]);
    expect(loaded.documents).toEqual([]);
    expect(loaded.problems).toMatchObject([{ code: "DOCUMENT_TWICE", file: "plans/b.yaml" }]);
  });

  it("tells the row of a table of numbers that is wrong", () => {
    const path = "numbering/local-calling-areas.csv";
    const loaded = documentsFrom([{ path, text: "area,npanxx\nchicago,312555\nchicago,312155\n" }]);
    expect(loaded.problems).toMatchObject([{ code: "INVALID_CSV", file: path, line: 3 }]);
  });

  it("keeps what was delivered, and reads back what it made", () => {
    for (const document of documentsFrom(exampleFiles()).documents) {
      expect(parseDocument(document)).toMatchObject({ kind: document.kind, document });
    }
    const plan = documentsFrom([{ path: "plans/basic.yaml", text: PLAN }]).documents[0];
    expect(plan?.delivered).toBe(PLAN);
  });
});
