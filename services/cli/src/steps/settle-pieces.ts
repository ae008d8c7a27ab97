import type { Source } from "@tollwright/cdr";
import { added, NOTHING_SETTLED, overdueSince, type SettleReport, settle } from "@tollwright/ingester";
import { isAnyDue, type RaisedAlert, settleDue, versionsOfKind } from "@tollwright/postgres";
import { valuesOf } from "@tollwright/rate-card";
import type { Context } from "../context.ts";
import { rulesInForce } from "./rules-in-force.ts";

type Told = { readonly onAlerts?: (alerts: readonly RaisedAlert[]) => void };

/** Joins pieces of calls, of one source or of all (books 3, 5). */
export async function settlePieces(
  context: Context,
  { source: only, ...told }: Told & { readonly source: string | null },
): Promise<SettleReport> {
  const sources = valuesOf(await versionsOfKind(context.database, "source"), "source");
  let report = NOTHING_SETTLED;
  for (const source of sources) {
    if (only === null || only === source.id)
      report = added(report, await settleSource(context, { source, ...told }));
  }
  return report;
}

/** The same of one source that is at hand; where nothing is due it costs one look. */
export async function settleSource(
  context: Context,
  { source: given, onAlerts }: Told & { readonly source: Source },
): Promise<SettleReport> {
  const { database, clock } = context;
  let report = NOTHING_SETTLED;
  for (;;) {
    const due = { source: given.id, overdueSince: overdueSince(given, clock()) };
    if (!(await isAnyDue(database, due))) return report;
    const rules = await rulesInForce(database);
    const done = await settle({
      source: rules.sources.get(given.id) ?? given,
      clock,
      store: {
        async settleDue(request) {
          const settled = await settleDue(database, { ...request, ...rules });
          if (settled.kind === "stored" && settled.alerts.length > 0) onAlerts?.(settled.alerts);
          return settled;
        },
      },
    });
    report = added(report, done.report);
    if (!done.isStale) return report;
  }
}
