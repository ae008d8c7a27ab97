import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { canonicalInvoice } from "@tollwright/invoice";
import { expectedFile, goldenCases, invoiceOf } from "./golden-case.ts";

/** Rewrites the expected invoices; people review the difference, and `worked.md` changes by hand or the test fails. */
for (const name of goldenCases) {
  const file = expectedFile(name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(JSON.parse(canonicalInvoice(invoiceOf(name))), null, 2)}\n`);
  console.log(file);
}
