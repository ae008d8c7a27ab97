import { type Problem, problemCatalogue } from "@tollwright/problem";
import { lineInText, pathText } from "@tollwright/yaml";
import type { Finding } from "../finding.ts";
import { leviesOf, type ParsedDocument, parseDocument, parsedOf } from "../parse-document.ts";
import type { CheckedDocument, VersionDocument } from "../version.ts";
import { LevyPlaces, placeNameFindings } from "./place-names.ts";

/**
 * What is allowed in a whole set of versions, and is seldom meant: products of a class that no levy names, decks that nothing is
 * priced by, places under names that no levy has. Told with file and line before loading; nothing is refused for it.
 *
 * @param documents What is about to be put in force; only these are told of.
 */
export function lintSet(
  documents: readonly CheckedDocument[],
  alreadyInForce: readonly VersionDocument[] = [],
): readonly Problem[] {
  const asked: readonly VersionDocument[] = documents.filter(({ kind }) => kind !== "deck");
  // Of decks the id is enough: their rows take a second to read.
  const others = [...documents, ...alreadyInForce].filter(({ kind }) =>
    ["plan", "levy", "levyTable", "vendor"].includes(kind),
  );
  const set = others.map(parseDocument);
  const known = namedClasses(set);
  const priced = pricedDecks(set);
  return [
    ...asked
      .map(parseDocument)
      .flatMap((parsed) => classesUnknown(parsed, known).map((finding) => placed(finding, parsed.document))),
    ...documents
      .filter(
        ({ kind, name }) => kind === "deck" && set.some((each) => each.kind === "plan") && !priced.has(name),
      )
      .map((document) =>
        placedInDeck(
          { code: "DECK_UNUSED", path: ["id"], message: `no plan and no vendor names deck ${document.name}` },
          document,
        ),
      ),
    ...decksWithoutExchanges(documents, alreadyInForce),
    ...placeNames(documents, alreadyInForce),
  ];
}

/** Accounts that are loaded, and where levies are loaded, those in force too: new levies may go by names that theirs are not. */
function placeNames(
  documents: readonly CheckedDocument[],
  alreadyInForce: readonly VersionDocument[],
): readonly Problem[] {
  const isNamed = ({ kind, name }: VersionDocument) => `${kind} ${name}`;
  const loaded = new Set(documents.map(isNamed));
  const set = [...documents, ...alreadyInForce.filter((document) => !loaded.has(isNamed(document)))];
  const hasLevies = documents.some(({ kind }) => kind === "levy" || kind === "levyTable");
  const accounts = parsedOf(hasLevies ? set : documents, "account");
  if (accounts.length === 0) return [];
  const levies = new LevyPlaces(leviesOf(set));
  return accounts.flatMap(({ document, value }) =>
    placeNameFindings(value, levies).map((finding) => placed(finding, document)),
  );
}

function placedInDeck(finding: Finding, document: CheckedDocument): Problem {
  return placed(finding, { ...document, delivered: deckYamlOf(document.delivered) });
}

/** A deck by company or LATA prices nothing while no table says whose an exchange is. */
function decksWithoutExchanges(
  documents: readonly CheckedDocument[],
  alreadyInForce: readonly VersionDocument[],
): readonly Problem[] {
  const hasTable = [...documents, ...alreadyInForce].some(
    ({ kind, name }) => kind === "numbering" && name.startsWith("exchanges"),
  );
  if (hasTable) return [];
  return documents
    .filter(({ kind, canonical }) => kind === "deck" && KEYED_KIND.test(canonical))
    .map((document) =>
      placedInDeck(
        {
          code: "DECK_EXCHANGES_MISSING",
          path: ["kind"],
          message: `deck ${document.name} goes by OCN or LATA, and there is no numbering/exchanges.csv that tells them`,
        },
        document,
      ),
    );
}

/** Of decks a text is enough, as above. */
const KEYED_KIND = /"kind":"(ocn|lata|ocnLata)"/;

/** A deck is delivered as its files: the description, and the rows that it names. */
function deckYamlOf(delivered: string): string {
  const files: unknown = JSON.parse(delivered);
  return typeof files === "object" && files !== null && "deck.yaml" in files
    ? String(files["deck.yaml"])
    : "";
}

/** Null: no levy is there at all, so nothing can be missing from them. */
function namedClasses(set: readonly ParsedDocument[]): ReadonlySet<string> | null {
  const levies = set.flatMap((parsed) => {
    if (parsed.kind === "levyTable") return [parsed.value.levy];
    return parsed.kind === "levy" ? [parsed.value] : [];
  });
  return levies.length === 0 ? null : new Set(levies.flatMap(({ serviceClasses }) => serviceClasses ?? []));
}

/** A product with no share in any jurisdiction says itself that it is no service of telephony. */
function classesUnknown(parsed: ParsedDocument, known: ReadonlySet<string> | null): readonly Finding[] {
  if (parsed.kind !== "plan" || known === null || known.size === 0) return [];
  return parsed.value.products.flatMap((product, index): Finding[] => {
    if (!("serviceClass" in product) || product.portion === "none" || known.has(product.serviceClass))
      return [];
    const message = `product ${product.id}: no levy names class ${product.serviceClass}; they name ${[...known].toSorted().join(", ")}`;
    return [{ code: "SERVICE_CLASS_UNKNOWN", path: ["products", index, "serviceClass"], message }];
  });
}

function pricedDecks(set: readonly ParsedDocument[]): ReadonlySet<string> {
  // Wherever a price is by deck, at whatever depth of a plan or a vendor.
  const named = set.flatMap(({ kind, document }) =>
    kind === "plan" || kind === "vendor"
      ? [...document.canonical.matchAll(/"deck":"([^"]+)"/g)].map(([, id]) => id ?? "")
      : [],
  );
  return new Set(named);
}

function placed({ code, path, message }: Finding, { delivered, file, kind, name }: VersionDocument): Problem {
  return {
    code,
    message,
    path: pathText(path),
    file: file ?? `${kind} ${name}`,
    ...(delivered === undefined ? {} : { line: lineInText(delivered, path) }),
    wayOut: problemCatalogue[code].wayOut,
  };
}
