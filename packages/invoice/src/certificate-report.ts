import { addDays, addMonths, type CivilDate } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";

/** An exemption certificate, how far its papers are, and until when the law lets the seller complete them. */
export type CertificateState = {
  readonly account: string;
  readonly certificate: string;
  readonly kind: string | null;
  readonly from: string | null;
  /** The first day on which it exempts no longer; of one that is certified each year twelve months after the last time. */
  readonly until: string | null;
  readonly state: "complete" | "incomplete" | "late" | "ended";
  /** What it lacks. */
  readonly missing: readonly string[];
  /** The last day to complete it; null where nothing is missing, or where the day of the sale is not known. */
  readonly dueBy: string | null;
  /** Whether the file that it names is kept. */
  readonly file: "kept" | "missing" | "none";
};

/** SSUTA 317: within 90 days of the sale, or within 120 days of a state's asking. */
const DAYS_AFTER_SALE = 90;
const DAYS_AFTER_ASKING = 120;
const MONTHS_OF_A_CERTIFICATION = 12;

type Kept = { readonly account: string; readonly certificate: string; readonly sha256: string };

/**
 * Every certificate of some accounts, with what is still to be got and by when. One without any word on its papers counts as
 * incomplete: nobody has said that it came.
 *
 * @example from 2026-01-10, without a signature: incomplete, due by 2026-04-10; on 2026-04-11 it is late.
 */
export function certificateReport(
  accounts: readonly Account[],
  { today, kept }: { readonly today: CivilDate; readonly kept: readonly Kept[] },
): readonly CertificateState[] {
  return accounts.flatMap((account) =>
    account.exemptions.map((exemption): CertificateState => {
      const { certificate, kind, papers, from } = exemption;
      const missing = missingOf(papers);
      const until = endOf(exemption);
      const dueBy = missing.length === 0 ? null : dueDay(from ?? null, papers?.askedForOn ?? null);
      return {
        ...{ account: account.id, certificate, kind: kind ?? null, from: from ?? null, until },
        ...{ missing, dueBy },
        state: stateOf({ today, until, dueBy, isComplete: missing.length === 0 }),
        file: fileOf(papers?.sha256, { account: account.id, certificate, kept }),
      };
    }),
  );
}

type Exemption = Account["exemptions"][number];

/** The first day on which it exempts no longer, or null. */
export function endOf({ until, papers }: Exemption): CivilDate | null {
  const certifiedOn = papers?.certifiedOn;
  if (certifiedOn === undefined) return until ?? null;
  const end = addMonths(certifiedOn, MONTHS_OF_A_CERTIFICATION);
  return until != null && until < end ? until : end;
}

function missingOf(papers: Exemption["papers"]): readonly string[] {
  if (papers?.missing !== undefined) return papers.missing;
  return papers?.receivedOn === undefined ? ["the certificate"] : [];
}

function dueDay(from: CivilDate | null, askedForOn: CivilDate | null): CivilDate | null {
  if (askedForOn !== null) return addDays(askedForOn, DAYS_AFTER_ASKING);
  return from === null ? null : addDays(from, DAYS_AFTER_SALE);
}

function stateOf(facts: {
  readonly today: CivilDate;
  readonly until: CivilDate | null;
  readonly dueBy: CivilDate | null;
  readonly isComplete: boolean;
}): CertificateState["state"] {
  const { today, until, dueBy, isComplete } = facts;
  if (until !== null && until <= today) return "ended";
  if (isComplete) return "complete";
  return dueBy !== null && dueBy < today ? "late" : "incomplete";
}

function fileOf(
  sha256: string | undefined,
  {
    account,
    certificate,
    kept,
  }: { readonly account: string; readonly certificate: string; readonly kept: readonly Kept[] },
): CertificateState["file"] {
  const own = kept.filter((file) => file.account === account && file.certificate === certificate);
  if (sha256 === undefined) return own.length > 0 ? "kept" : "none";
  return own.some((file) => file.sha256 === sha256) ? "kept" : "missing";
}
