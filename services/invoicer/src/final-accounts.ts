import { civilDateIn, type Instant } from "@tollwright/calendar";
import { canonicalJson, sha256 } from "@tollwright/canonical";
import { Account, endAccount } from "@tollwright/inventory";
import { addToSet, type Database, type WithdrawnAccount, withdrawnAccounts } from "@tollwright/postgres";
import type { CheckedDocument } from "@tollwright/rate-card";

/**
 * The versions that a close goes by: those in force, and a final version of each account that was invoiced and is withdrawn now. It
 * ends on the day of the withdrawal in its own zone, so that what was billed in advance comes back and the last usage is billed
 * like after any other end. An account that no invoice knows is gone with its file.
 */
export async function withFinalAccounts(
  database: Database,
  input: { readonly setHash: string; readonly cutoff: Instant; readonly at: Instant },
): Promise<string> {
  const documents = (await withdrawnAccounts(database, input.cutoff)).flatMap(finalVersion);
  if (documents.length === 0) return input.setHash;
  return addToSet(database, { ...input, documents, by: "close" });
}

function finalVersion({ name, canonical, withdrawnAt }: WithdrawnAccount): readonly CheckedDocument[] {
  const account = Account.parse(JSON.parse(canonical));
  const on = civilDateIn(withdrawnAt, account.zone);
  const ended = endAccount(account, on);
  if (ended === null) return [];
  const text = canonicalJson(ended);
  const file = `account ${name}, ended on ${on} by its withdrawal`;
  return [
    {
      kind: "account",
      name,
      hash: sha256(text),
      canonical: text,
      effectiveFrom: null,
      delivered: text,
      file,
    },
  ];
}
