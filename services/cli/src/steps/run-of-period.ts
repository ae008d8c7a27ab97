import type { Period } from "@tollwright/calendar";
import { type Company, companyOf, runOf } from "@tollwright/invoicer";
import { type BillRun, versionsInForce } from "@tollwright/postgres";
import { ok, type Result } from "@tollwright/problem";
import type { Context } from "../context.ts";

/** The run of a period, and the company it is for. */
export async function runOfPeriod(
  context: Context,
  { period, entity }: { readonly period: Period; readonly entity: string | null },
): Promise<Result<{ readonly run: BillRun; readonly company: Company }>> {
  const { documents } = await versionsInForce(context.database);
  const company = companyOf(documents, entity);
  if (!company.ok) return company;
  const run = await runOf(context.database, { legalEntity: company.value.legalEntity.id, from: period.from });
  return run.ok ? ok({ run: run.value, company: company.value }) : run;
}
