import type { Invoice, InvoicePool, InvoiceSite } from "@tollwright/invoice";
import { grouped, minutesText } from "../../format.ts";
import { type Block, cell, heading, type TableRow, tie } from "../layout/blocks.ts";
import { CONTENT_WIDTH } from "../layout/compose.ts";
import { styles } from "../layout/styles.ts";

/** What a site's pools included, what was used of it, and what is left for the next period; nothing where it has none. */
export function poolsTable(invoice: Invoice, site: InvoiceSite): readonly Block[] {
  const pools = (invoice.pools ?? []).filter((pool) => pool.account === site.account);
  if (pools.length === 0) return [];
  const columns = [
    { heading: "Pool", width: CONTENT_WIDTH - 345, align: "left" },
    { heading: "Included", width: 69, align: "right" },
    { heading: "Carried over", width: 69, align: "right" },
    { heading: "Used", width: 69, align: "right" },
    { heading: "Left", width: 69, align: "right" },
    { heading: "Next period", width: 69, align: "right" },
  ] as const;
  return [
    tie(12),
    heading("H3", "Included minutes and calls", styles.heading3),
    { kind: "table", showHeadings: true, columns, rows: pools.map((pool) => row(site, pool)) },
  ];
}

function row(site: InvoiceSite, pool: InvoicePool): TableRow {
  const units = (quantity: string): string =>
    pool.unit === "minutes" ? minutesText(quantity) : grouped(quantity);
  return {
    kind: "line",
    cells: [
      cell(nameOf(site, pool), pool.unit === "minutes" ? "minutes" : "calls"),
      cell(pool.included === null ? "unlimited" : units(pool.included)),
      cell(units(pool.carriedOver)),
      cell(units(pool.used)),
      cell(pool.left === null ? "" : units(pool.left)),
      cell(pool.left === null ? "" : units(pool.carriedOn)),
    ],
  };
}

/** @example `Long-distance bundle, Head office` */
function nameOf(site: InvoiceSite, { name, holder }: InvoicePool): string {
  if (holder === null) return name;
  return `${name}, ${site.locations.find(({ id }) => id === holder)?.name ?? holder}`;
}
