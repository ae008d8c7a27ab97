export { AlertRule } from "./alert-rule.ts";
export { checkReferences } from "./check-references.ts";
export { type CompiledDeck, compileDecks, type DeckDelivery, type PricedRow } from "./compiled-deck.ts";
export { RateDeck, type RateRow } from "./deck.ts";
export { companyKeyText } from "./deck-company-key.ts";
export { DeckDescription } from "./deck-description.ts";
export {
  type ChangeKind,
  compareDelivery,
  type DeckDifference,
  type PrefixChange,
} from "./deck-diff/compare-delivery.ts";
export { deckAsOf } from "./deck-diff/deck-as-of.ts";
export { csvText } from "./deck-import/csv-text.ts";
export { pricedRows } from "./deck-import/find-table.ts";
export { type DeckHints, type DeckProposal, proposeDeck } from "./deck-import/propose-deck.ts";
export { type TextTable, tableOfText } from "./deck-import/table-of-text.ts";
export { offPeakClock } from "./deck-off-peak.ts";
export { differenceText, diffVersions } from "./diff/diff-versions.ts";
export { deckVersion, documentsFrom, type LoadedFiles } from "./documents-from.ts";
export { exportedFiles } from "./exported-files.ts";
export { importLevies } from "./levy-import/import-levies.ts";
export type { LevyChange, LevyImport } from "./levy-import/levy-import.ts";
export { overShipped } from "./levy-import/over-shipped.ts";
export type { CensusNames } from "./levy-import/read-sst-rates.ts";
export { lintSet } from "./lint/lint-set.ts";
export type { Locate } from "./locate-account.ts";
export { compileNumberingData } from "./numbering-file.ts";
export { offPeakRow } from "./off-peak-row.ts";
export { leviesOf, type ParsedDocument, parseDocument, parsedOf, valuesOf } from "./parse-document.ts";
export { CallClass } from "./plan/call-class.ts";
export { CallRate, rateFields, Seconds } from "./plan/call-rate.ts";
export { type EventProduct, PAYPHONE_LINES } from "./plan/event-product.ts";
export { PoolProduct } from "./plan/pool-product.ts";
export { PricePlan, Product, type ProductOf } from "./plan/price-plan.ts";
export { QuantityModel } from "./plan/quantity-model.ts";
export {
  hasPeriods,
  inPeriods,
  isCallRate,
  type PeriodTariff,
  priceProblems,
  Tariff,
  type TariffPeriod,
  tariffFields,
} from "./plan/tariff.ts";
export { type UsageProduct, UsageRate } from "./plan/usage-product.ts";
export { UsageTiers } from "./plan/usage-tiers.ts";
export { type ReadDeck, readDeck } from "./read-deck.ts";
export { type PeriodClock, periodClock } from "./tariff/period-clock.ts";
export { Vendor, type VendorDirection } from "./vendor/vendor.ts";
export type { CheckedDocument, VersionDocument, VersionKind, VersionSetHash } from "./version.ts";
