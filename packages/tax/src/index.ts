export { assess, assessDocument } from "./assess.ts";
export { becauseOf } from "./because.ts";
export { carriedBack } from "./carried-back.ts";
export { coverageGaps } from "./coverage-gaps.ts";
export { isLocal, wideCoverage } from "./coverage-groups.ts";
export { type CoverageCell, coverageTable } from "./coverage-table.ts";
export { decisionFor } from "./decision.ts";
export { explainAssessment } from "./explain.ts";
export { explainRecord } from "./explain-record.ts";
export { figureOn } from "./figure-on.ts";
export { openGaps } from "./gap.ts";
export { jurisdictionLabel, levelOf } from "./jurisdiction.ts";
export { leviesOfTable } from "./levies-of-table.ts";
export { leviesReaching } from "./levy-index.ts";
export { type LevySum, levySums } from "./levy-sums.ts";
export { withOverlays } from "./overlay.ts";
export { type PackedRecords, packedRecords, unpackedRecords } from "./packed/packed-records.ts";
export { type Recomputed, recomputeTaxLine } from "./recompute.ts";
export { type Coverage, CoverageEntry, CoverageSchema } from "./schema/coverage.ts";
export { GapDecision } from "./schema/decision.ts";
export { LevyForm } from "./schema/form.ts";
export {
  DiscountClass,
  type Jurisdiction,
  type Levy,
  LevySchema,
  LevyValue,
  type Source,
} from "./schema/levy.ts";
export { LevyOverlay } from "./schema/levy-overlay.ts";
export { LevyTable, LevyTableDescription, LevyTableRow } from "./schema/levy-table.ts";
export {
  type AssessRequest,
  AssessRequestSchema,
  type BeforeInYear,
  Certificate,
  TaxCharge,
  TaxPlace,
} from "./schema/request.ts";
export { type SharesOfLabel, shareTable } from "./share-table.ts";
export { type StaleFigure, staleFigures } from "./stale-figures.ts";
export { type DocumentAddress, ownTaxEngine, type TaxDocument, type TaxEngine } from "./tax-engine.ts";
export type { Assessment, Gap, GapDecisionShown, NoTax, TaxLine } from "./tax-line.ts";
export type { TaxRecord } from "./tax-record.ts";
export { isFederalUniversalService } from "./universal-service.ts";
export { reverseChargeOf } from "./vat/reverse-charge.ts";
export { beforeAsRecorded, hasYearlyLevies, yearToDate } from "./year-to-date.ts";
