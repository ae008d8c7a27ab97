import { checkInventory } from "@tollwright/inventory";
import { type Problem, problemCatalogue } from "@tollwright/problem";
import { type LevyTable, leviesOfTable } from "@tollwright/tax";
import { lineInText, pathText } from "@tollwright/yaml";
import { checkElections, checkLevy, checkOverlay } from "./check-levies.ts";
import { checkPlan } from "./check-plan.ts";
import { checkProducts } from "./check-products.ts";
import { checkSellerTaxes } from "./check-seller-taxes.ts";
import { checkLevyClasses, checkProductClasses, knownTaxClasses } from "./check-tax-classes.ts";
import { compileDecks } from "./compiled-deck.ts";
import type { Finding } from "./finding.ts";
import { type ParsedDocument, parseDocument } from "./parse-document.ts";
import { checkVendor } from "./vendor/check-vendors.ts";
import type { CheckedDocument, VersionDocument, VersionKind } from "./version.ts";

/**
 * What is wrong between documents: things that name one another, and things that two own.
 *
 * @param documents What is about to be put in force.
 * @param alreadyInForce A document of the same kind and name (of decks: and effective date) takes its place.
 * @returns Every problem, with the file and line of the document that it stands in. A problem of a document that is already in
 *   force is told too: the set as a whole must hold.
 */
export function checkReferences(
  documents: readonly CheckedDocument[],
  alreadyInForce: readonly VersionDocument[] = [],
): readonly Problem[] {
  const replaced = new Set(documents.map(identity));
  const parsed = [
    ...alreadyInForce.filter((document) => !replaced.has(identity(document))),
    ...documents,
  ].map(parseDocument);
  const set = setOf(parsed);
  return [
    ...set
      .of("plan")
      .flatMap((plan) => checkPlan(plan.value, set.decks).map((found) => located(found, plan.document))),
    ...accountProblems(set),
    ...levyProblems(set),
    ...taxClassProblems(set),
    ...deckProblems(set),
    ...alertProblems(set),
    ...vendorProblems(set),
  ];
}

type DocumentSet = {
  readonly of: <K extends VersionKind>(kind: K) => readonly Extract<ParsedDocument, { kind: K }>[];
  readonly decks: ReadonlyMap<string, Extract<ParsedDocument, { kind: "deck" }>["value"]>;
};

function setOf(parsed: readonly ParsedDocument[]): DocumentSet {
  const of = <K extends VersionKind>(kind: K) =>
    parsed.filter((entry): entry is Extract<ParsedDocument, { kind: K }> => entry.kind === kind);
  return { of, decks: new Map(of("deck").map(({ value }) => [value.id, value])) };
}

/** Two deliveries of a deck stand beside each other; of all else, a name is one thing. */
function identity({ kind, name, effectiveFrom }: VersionDocument): string {
  return `${kind} ${name} ${effectiveFrom ?? ""}`;
}

function accountProblems(set: DocumentSet): Problem[] {
  const accounts = set.of("account");
  const entities = set.of("legalEntity").map(({ value }) => value);
  const plans = new Map(set.of("plan").map(({ value }) => [value.id, value]));
  const sources = new Set(set.of("source").map(({ value }) => value.id));
  const documents = new Map(accounts.map(({ value, document }) => [value.id, document]));
  const inventory = checkInventory(
    accounts.map(({ value }) => value),
    entities,
  ).flatMap(({ account, path, problem }) => {
    const document = documents.get(account);
    return document === undefined ? [problem] : [placed(problem, path, document)];
  });
  const products = accounts.flatMap(({ value, document }) =>
    checkProducts(value, {
      plans,
      sources,
      legalEntity: entities.find(({ id }) => id === value.legalEntity),
    }).map((found) => located(found, document)),
  );
  return [...inventory, ...products];
}

function levyProblems(set: DocumentSet): Problem[] {
  const levies = set.of("levy");
  const tables = set.of("levyTable").map(({ value, document }) => ({ value, document, ids: idsOf(value) }));
  const known = new Set([...levies.map(({ value }) => value.id), ...tables.flatMap(({ ids }) => ids)]);
  return [
    ...levies.flatMap(({ value, document }) =>
      checkLevy(value, known).map((found) => located(found, document)),
    ),
    ...tables.flatMap(({ value, document }) =>
      checkLevy(value.levy, known).map((found) => located(inLevy(found), document)),
    ),
    ...set
      .of("levyOverlay")
      .flatMap(({ value, document }) => checkOverlay(value, known).map((found) => located(found, document))),
    ...levyTwice(set),
    ...set
      .of("legalEntity")
      .flatMap(({ value, document }) =>
        [...checkElections(value, known), ...checkSellerTaxes(value)].map((found) =>
          located(found, document),
        ),
      ),
  ];
}

function taxClassProblems(set: DocumentSet): Problem[] {
  const known = knownTaxClasses(set.of("coverage").map(({ value }) => value));
  if (known === null) return [];
  return [
    ...set
      .of("plan")
      .flatMap(({ value, document }) =>
        checkProductClasses(value, known).map((found) => located(found, document)),
      ),
    ...set
      .of("levy")
      .flatMap(({ value, document }) =>
        checkLevyClasses(value, known).map((found) => located(found, document)),
      ),
  ];
}

function idsOf(table: LevyTable): readonly string[] {
  return leviesOfTable(table).map(({ id }) => id);
}

function inLevy(found: Finding): Finding {
  return { ...found, path: ["levy", ...found.path] };
}

/** What a table replaces may stand twice: only one of the two counts. */
function levyTwice(set: DocumentSet): readonly Problem[] {
  const replaced = new Set(set.of("levyTable").map(({ value }) => value.replaces));
  const standing = [
    ...set.of("levy").map(({ value, document }) => ({ ids: [value.id], document })),
    ...set
      .of("levyTable")
      .filter(({ value }) => !replaced.has(value.id))
      .map(({ value, document }) => ({ ids: idsOf(value), document })),
  ];
  const first = new Map<string, VersionDocument>();
  return standing.flatMap(({ ids, document }) =>
    ids.flatMap((id) => {
      const other = first.get(id);
      if (other === undefined) {
        first.set(id, document);
        return [];
      }
      const message = `levy ${id} stands in ${other.file ?? other.name} as well`;
      return [located({ code: "LEVY_TWICE", path: ["id"], message }, document)];
    }),
  );
}

function alertProblems(set: DocumentSet): Problem[] {
  const known = new Set(set.of("account").map(({ value }) => value.id));
  return set.of("alertRule").flatMap(({ value, document }) =>
    (value.accounts === "all" ? [] : value.accounts).flatMap((account, index) => {
      if (known.has(account)) return [];
      const message = `there is no account ${account}`;
      return [located({ code: "ACCOUNT_UNKNOWN", path: ["accounts", index], message }, document)];
    }),
  );
}

function vendorProblems(set: DocumentSet): Problem[] {
  const vendors = set.of("vendor");
  const around = {
    decks: set.decks,
    sources: new Set(set.of("source").map(({ value }) => value.id)),
    vendors: vendors.map(({ value }) => value),
  };
  return vendors.flatMap(({ value, document }) =>
    checkVendor(value, around).map((found) => located(found, document)),
  );
}

function deckProblems(set: DocumentSet): Problem[] {
  const byId = Map.groupBy(set.of("deck"), ({ value }) => value.id);
  return [...byId.values()].flatMap((deliveries) => {
    // What one delivery says was checked when it was read; only two can differ.
    if (deliveries.length === 1) return [];
    const compiled = compileDecks(
      deliveries.map(({ value, document }) => ({ hash: document.hash, deck: value })),
    );
    const file = deliveries.at(-1)?.document.file;
    return compiled.ok
      ? []
      : compiled.problems.map((problem) => ({ ...problem, ...(file === undefined ? {} : { file }) }));
  });
}

function located({ code, path, message }: Finding, document: VersionDocument): Problem {
  return placed({ code, message, wayOut: problemCatalogue[code].wayOut }, path, document);
}

function placed(problem: Problem, path: readonly (string | number)[], document: VersionDocument): Problem {
  const { delivered, file, kind, name } = document;
  return {
    ...problem,
    path: pathText(path),
    file: file ?? `${kind} ${name}, in force already`,
    ...(delivered === undefined ? {} : { line: lineInText(delivered, path) }),
  };
}
