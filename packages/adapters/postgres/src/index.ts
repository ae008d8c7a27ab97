export type { RaisedAlert } from "./alerts/alert-row.ts";
export { alerts, type DeliveryOutcome, deliverAlerts, settleAlert } from "./alerts/alerts.ts";
export { exportTables } from "./backup/export-tables.ts";
export { importTables } from "./backup/import-tables.ts";
export { BackupManifest } from "./backup/manifest.ts";
export { type CompletionWaiting, completionsWaiting } from "./calls/completions-waiting.ts";
export { ensurePartitions } from "./calls/ensure-partitions.ts";
export { type RecycleFilter, type SuspendedCall, suspendedCalls } from "./calls/recycle-calls.ts";
export { type StoredCounts, type StoredDelivery, storeDelivery } from "./calls/store-delivery.ts";
export { type Pricing, storeSettled } from "./calls/store-settled.ts";
export {
  type ChannelInterval,
  callsWithoutTrunk,
  channelIntervals,
  type TrunkName,
} from "./closing/channel-intervals.ts";
export { closingSnapshot } from "./closing/closing-snapshot.ts";
export {
  aloneInRun,
  beginClosing,
  type ClosingRange,
  type ClosingUnderWay,
  closeNextRange,
  closingById,
  closingOutcomes,
  closingUnderWay,
  endClosing,
} from "./closing/closings.ts";
export { type CountedEvent, type EventSum, eventCounts } from "./closing/event-counts.ts";
export { indexEndedDays } from "./closing/index-ended-days.ts";
export { type ItemisedRating, itemisedRatings } from "./closing/itemised-ratings.ts";
export { type LateInputs, lateInputs } from "./closing/late-inputs.ts";
export type { ClosingScope } from "./closing/period-filter.ts";
export {
  type CallsWithoutTrunk,
  callsNamingNoTrunk,
  type MeasuredTrunks,
  periodTrunks,
  type TrunkCalls,
} from "./closing/period-trunks.ts";
export { type AccountWindow, periodUsage } from "./closing/period-usage.ts";
export { refreshStatistics } from "./closing/refresh-statistics.ts";
export { readSums } from "./closing/sums-of-closing.ts";
export { type UsageInOrder, usageInOrder } from "./closing/usage-in-order.ts";
export { type UsageSum, usageLines } from "./closing/usage-lines.ts";
export { type Database, openDatabase, type Transaction } from "./database.ts";
export { databaseProblem, reachDatabase } from "./database-problem.ts";
export { type DatabaseState, databaseState } from "./database-state.ts";
export { holdingSums, sumDays, sumSomeDays } from "./day-sums/sum-days.ts";
export { inTransaction } from "./in-transaction.ts";
export { type Became, becameOf } from "./intake/became.ts";
export { decideSetAside, type WrittenOff, writeOffSetAside } from "./intake/decide-set-aside.ts";
export {
  type FileDelivery,
  type KnownFile,
  knownContents,
  knownSizes,
  registerFiles,
} from "./intake/deliveries.ts";
export { type FileInTransit, filesInTransit } from "./intake/files-in-transit.ts";
export { type OpenConflict, openConflict } from "./intake/open-conflict.ts";
export { ensurePositions, logsOf, positionsOf, rememberLog } from "./intake/positions.ts";
export { openRecord, recyclableFiles, recyclableRecords } from "./intake/recyclable-records.ts";
export type { SetAsideFilter } from "./intake/set-aside-filter.ts";
export {
  openConflicts,
  type SetAsideCount,
  type SetAsideRecord,
  setAsideOfCall,
  setAsideRecord,
  setAsideRecords,
  setAsideSummary,
} from "./intake/set-aside-records.ts";
export { isAnyDue, settleDue } from "./intake/settle-due.ts";
export { type StoredIntake, storeIntake } from "./intake/store-intake.ts";
export { type ApprovalRecord, approveRun } from "./invoices/approve-run.ts";
export { type BillRun, billRunById, billRuns, createBillRun } from "./invoices/bill-runs.ts";
export { borneLevies, borneRecords, borneText, runBorneRecords } from "./invoices/borne-levies.ts";
export { type DocumentKind, documentOf, type SavedDocument, saveDocuments } from "./invoices/documents.ts";
export { type Draft, drafts } from "./invoices/drafts.ts";
export { type EngineAttempt, engineAttempts, keepEngineAttempt } from "./invoices/engine-attempts.ts";
export {
  type GapFacts,
  gapDecisions,
  gaps,
  gapsOfRun,
  lastGapDecision,
  type RunGap,
  type StoredGap,
  saveGapDecision,
  saveGaps,
} from "./invoices/gaps.ts";
export type { InvoicePeriod } from "./invoices/invoice-periods.ts";
export { type IssuedRun, type Issuing, issueRun } from "./invoices/issue-run.ts";
export { type CountsBy, type IssuedForReturns, issuedForReturns } from "./invoices/issued-for-returns.ts";
export { keepOnlyDrafts } from "./invoices/keep-only-drafts.ts";
export {
  type RecordedAccount,
  type RecordedPeriod,
  recordedAccounts,
  recordedPeriods,
} from "./invoices/recorded-periods.ts";
export { type NewDraft, type SavedDraft, saveDrafts } from "./invoices/save-drafts.ts";
export {
  invoiceByNumber,
  invoicePeriods,
  invoices,
  invoicesTouching,
  type StoredInvoice,
} from "./invoices/stored-invoices.ts";
export { billedUsage } from "./margin/billed-usage.ts";
export { type MarginCall, type MarginCalls, marginCalls } from "./margin/margin-calls.ts";
export { marginSums, type UnpricedSides, unpricedSides, unratedCalls } from "./margin/margin-sums.ts";
export { migrate } from "./migrate.ts";
export {
  type AtStake,
  atStake,
  type StakeQuestion,
  type Stakes,
  type StakeTotal,
} from "./questions/at-stake.ts";
export { type Audit, audit } from "./questions/audit.ts";
export type { AuditDifference } from "./questions/audit-differences.ts";
export type { AuditRow, Tally } from "./questions/audit-rows.ts";
export type { AverageCost } from "./questions/average-cost.ts";
export { type Backlog, backlog } from "./questions/backlog.ts";
export { type CallHistory, callByKey } from "./questions/call-by-key.ts";
export { type CallOnInvoice, callsOnInvoice } from "./questions/calls-on-invoice.ts";
export { type CallOnNone, callsOnNone } from "./questions/calls-on-none.ts";
export { closedPeriodAt } from "./questions/closed-period-at.ts";
export { type DifferenceOwed, differencesOwed } from "./questions/differences-owed.ts";
export { type CounterSeen, countersSeen } from "./questions/missing-sequences.ts";
export { fileByHash, type RecordPlace, recordsOfCall } from "./questions/record-places.ts";
export { type SourceArrivals, sourceArrivals } from "./questions/source-arrivals.ts";
export { type UnbilledUsage, unbilledUsage } from "./questions/unbilled-usage.ts";
export { type UnlistedTrunk, unlistedTrunks } from "./questions/unlisted-trunks.ts";
export { type VendorCall, type VendorTrunk, vendorCalls } from "./questions/vendor-calls.ts";
export { type BeforeAndAfter, beforeAndAfter, notRatedAgain } from "./rerating/before-and-after.ts";
export {
  type ConfirmedGroup,
  confirmGroup,
  type ReratingGroup,
  reratingGroups,
} from "./rerating/confirm-rerating.ts";
export { type CallRatedAgain, draftRatings } from "./rerating/draft-ratings.ts";
export { type CallPlace, type RatedCallFilter, type RatedNow, ratedCalls } from "./rerating/rated-calls.ts";
export {
  endRerating,
  openRerating,
  type Rerating,
  type ReratingScope,
  reratingNow,
} from "./rerating/rerating.ts";
export { type Server, startServer, stopLeftServer } from "./server/start-server.ts";
export { addToSet } from "./versions/add-to-set.ts";
export {
  type CertificateFile,
  certificateContent,
  certificateFiles,
  keepCertificateFile,
} from "./versions/certificate-files.ts";
export { countInForce } from "./versions/count-in-force.ts";
export { deliveredVersions } from "./versions/delivered-versions.ts";
export { type LoadedVersions, loadVersions } from "./versions/load-versions.ts";
export { type SteppedVersions, stepVersions } from "./versions/step-versions.ts";
export {
  draftVersions,
  type VersionHistory,
  type VersionState,
  type VersionStep,
  versionDocuments,
  versionHistory,
  versionStates,
} from "./versions/version-life.ts";
export type { VersionRef } from "./versions/version-ref.ts";
export {
  type StoredVersion,
  versionRefs,
  versionSet,
  versionsInForce,
  versionsOf,
} from "./versions/versions-in-force.ts";
export { versionsOfKind } from "./versions/versions-of-kind.ts";
export { type WithdrawnAccount, withdrawnAccounts } from "./versions/withdrawn-accounts.ts";
