import { createHash } from "node:crypto";
import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/** A paper of an exemption certificate, as it came. */
export type CertificateFile = {
  readonly account: string;
  readonly certificate: string;
  readonly sha256: string;
  readonly name: string;
  readonly keptBy: string;
  readonly keptAt: Instant;
};

/** Keeps a file; the same one again changes nothing. @returns Its hash. */
export async function keepCertificateFile(
  db: Database,
  file: Omit<CertificateFile, "sha256"> & { readonly content: Uint8Array },
): Promise<string> {
  const sha256 = createHash("sha256").update(file.content).digest("hex");
  await rows(
    db,
    `insert into certificate_file (account, certificate, sha256, name, content, kept_by, kept_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      ...[file.account, file.certificate, sha256, file.name],
      ...[Buffer.from(file.content), file.keptBy, new Date(file.keptAt)],
    ],
  );
  return sha256;
}

/** What is kept, without the bytes, the newest of each certificate last. */
export async function certificateFiles(db: Database): Promise<readonly CertificateFile[]> {
  return rows<CertificateFile>(
    db,
    `select account, certificate, sha256, name, kept_by as "keptBy", kept_at as "keptAt"
     from certificate_file order by account, certificate, kept_at, sha256`,
  );
}

/** The bytes of the newest file of a certificate, or null. */
export async function certificateContent(
  db: Database,
  of: { readonly account: string; readonly certificate: string },
): Promise<{ readonly name: string; readonly content: Uint8Array } | null> {
  const [found] = await rows<{ name: string; content: Uint8Array }>(
    db,
    `select name, content from certificate_file where account = $1 and certificate = $2
     order by kept_at desc, sha256 limit 1`,
    [of.account, of.certificate],
  );
  return found ?? null;
}
