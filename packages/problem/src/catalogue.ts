/**
 * Every problem code of the product, once. `docs/problems.md` is generated from this list.
 *
 * `meaning` says what was found, `wayOut` what a person can do about it; a Problem may say either more exactly.
 */
export const problemCatalogue = {
  BILL_TO: {
    meaning:
      "An account is billed to one that cannot carry it: it is not there, is a site itself, or differs in legal entity, currency or zone.",
    wayOut: "Bill the site to a paying account of the same legal entity, currency and zone, one level up.",
  },
  CERTIFICATE_EMPTY: {
    meaning: "An exemption certificate names nothing that it exempts from.",
    wayOut: "Give the certificate at least one of levies, families, kinds, levels, serviceClasses.",
  },
  CURRENCY_DIFFERS: {
    meaning: "Two documents that are billed together are in different currencies.",
    wayOut: "Give the plan, its decks and the account's legal entity one currency.",
  },
  DATES_REVERSED: {
    meaning: "A range of dates ends on or before the day on which it starts.",
    wayOut: "Let `until` be the first day on which it no longer holds; it must be later than `from`.",
  },
  DECK_CONFLICT: {
    meaning: "Two deliveries of a deck price one prefix differently from the same day on.",
    wayOut: "Withdraw the delivery that is wrong, or give the newer one a later effective date.",
  },
  DECK_HEADING: {
    meaning: "The rows of a deck do not have a column that deck.yaml names, or have it twice.",
    wayOut: 'Correct the heading in deck.yaml, or name the column by its number: "#4".',
  },
  DECK_PREFIX_REPEATED: {
    meaning: "A deck lists one prefix twice at one price: harmless, and counted once.",
    wayOut: "Nothing needs doing; ask the sender to list each prefix once.",
  },
  DECK_PREFIX_TWICE: {
    meaning: "A deck gives one prefix two prices from the same day on.",
    wayOut: "Ask the sender which price holds and delete the other row.",
  },
  DECK_ROW: {
    meaning: "A row of a deck cannot be read as a price of a prefix. Nothing of that deck was loaded.",
    wayOut: "Correct the cell in the CSV, or have the deck sent again.",
  },
  DECK_ROWS_MISSING: {
    meaning: "deck.yaml names a file of rows that is not in its folder.",
    wayOut: "Put the CSV beside deck.yaml, or correct `rows` in deck.yaml.",
  },
  DOCUMENT_TWICE: {
    meaning: "Two files describe the same thing under one id.",
    wayOut: "Keep one of the files, or give the other its own id.",
  },
  EXEMPTION_ON_SITE: {
    meaning: "A site that is billed to another account carries an exemption certificate.",
    wayOut: "Move the certificate to the paying account: an invoice has one buyer.",
  },
  FINER_THAN_PLACES: {
    meaning:
      "An amount to be split has more decimals than its shares may have, so they could not add up to it.",
    wayOut: "Round the amount to `places` first, or raise `places`.",
  },
  ID_TWICE: {
    meaning: "One document uses the same id for two things.",
    wayOut: "Give each its own id.",
  },
  INVALID_DOCUMENT: {
    meaning: "A YAML or JSON document does not have the shape that its schema asks for.",
    wayOut: "Correct the field that `path` names; the README of its folder shows a whole example.",
  },
  INVALID_JSON: {
    meaning: "A text that should be one JSON document is empty or is not JSON.",
    wayOut: "Send one whole JSON value, in UTF-8; the message says where reading stopped.",
  },
  INVALID_NUMBER: {
    meaning: "The number that was dialled is no telephone number that could be called.",
    wayOut:
      "Look at the raw record; correct the switch's digits or the numbering data, then recycle the record.",
  },
  INVALID_YAML: {
    meaning: "A file cannot be read as YAML.",
    wayOut: "Correct the line that is named: indentation, quotes and doubled keys are the usual causes.",
  },
  NO_OWNER: {
    meaning:
      "No account owned the trunk, the account code or the number of an answered call at that instant.",
    wayOut:
      "Add the number, trunk name or account code to the account with the right dates, then recycle the record.",
  },
  NO_PLAN: {
    meaning: "The account that owns the call had no price plan on that day.",
    wayOut: "Give the account a plan whose dates cover the day, then recycle the record.",
  },
  NO_PRODUCT: {
    meaning: "The account's plan sells nothing for this class of call.",
    wayOut: "Add the class to a usage product of the plan, at a price or free, then recycle the record.",
  },
  NO_RATE: {
    meaning: "No row of the deck prices the number on that day.",
    wayOut: "Add a row for the prefix with an effective date that covers the call, then recycle the record.",
  },
  NUMBER_NOT_TEXT: {
    meaning:
      "A number with decimals stands in a document without quotes, where a reader may change its digits.",
    wayOut: "Write it in quotes: amounts and rates are decimal text.",
  },
  NUMBER_TWO_OWNERS: {
    meaning: "A telephone number belongs to two at the same time.",
    wayOut: "End the first with `until` on the day on which the second begins with `from`.",
  },
  PLANS_OVERLAP: {
    meaning:
      "Two price plans of one account are assigned for the same day, so a thing would have two prices.",
    wayOut: "End the earlier plan on or before the day that the later one begins.",
  },
  PLAN_UNKNOWN: {
    meaning: "An account is assigned a price plan that is not loaded.",
    wayOut: "Load the plan, or correct the account's plans.",
  },
  PRODUCT_CLASS_TWICE: {
    meaning: "Two products of one plan sell the same class of call.",
    wayOut: "Leave the class with one of the products.",
  },
  PRODUCT_KIND: {
    meaning: "A thing is billed by a product of the wrong kind.",
    wayOut: "Name a product of the kind that is asked for, or correct the plan.",
  },
  PRODUCT_NOT_IN_PLAN: {
    meaning: "Something held or used names a product that the account's plan of those days does not have.",
    wayOut: "Add the product to the plan, or name another one in the inventory.",
  },
  PRODUCT_WRONG_KIND: {
    meaning:
      "A product cannot price this kind of thing: a number needs a recurring product by telephoneNumber, and so on.",
    wayOut: "Name a product of the right kind and unit, or change the product.",
  },
  REFERENCE_UNKNOWN: {
    meaning: "A document names another one, or a part of itself, that is not there.",
    wayOut: "Correct the id, or load the document that it names as well.",
  },
  ROUTE_BLOCKED: {
    meaning: "The deck marks the destination as blocked: it has no price, though a call got through.",
    wayOut: "Find out how the call was routed; price the row or close the route, then recycle the record.",
  },
  TIMING_ADVANCE: {
    meaning: "A product is to be billed in advance, which is not possible yet.",
    wayOut: "Set the product's timing to arrears.",
  },
  TRUNK_NAME_TWICE: {
    meaning: "A trunk name of one source belongs to two trunk groups at the same time.",
    wayOut: "End the first with `until` on the day on which the second begins, or correct the name.",
  },
  UNKNOWN_FIELD: {
    meaning:
      "A document has a field that its schema does not know, so it would have been left out of the computation.",
    wayOut: "Correct the field's name, or remove it.",
  },
  UNKNOWN_FILE: {
    meaning: "A file lies where nothing of its name is expected.",
    wayOut: "Move it to the folder of its kind (plans, decks, taxes, accounts, sources, …) or take it out.",
  },
  WEIGHTS_ZERO: {
    meaning: "The weights by which an amount is to be split add up to zero.",
    wayOut: "Give at least one weight that is greater than zero.",
  },
  ZONE_UNKNOWN: {
    meaning: "A time zone's name is not known.",
    wayOut: "Write a name such as America/Chicago or UTC.",
  },
} as const satisfies Record<string, { readonly meaning: string; readonly wayOut: string }>;

export type ProblemCode = keyof typeof problemCatalogue;
