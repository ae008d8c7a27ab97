import { DuckDBInstance } from "@duckdb/node-api";

/*
 * The comparator of `tollwright calls totals`: the same sums by the query that a good analyst would write, on all cores. It checks
 * nothing that it does not ask for.
 */
const [path = ""] = process.argv.slice(2);
const columns = [
  ..."accountcode src dst dcontext clid channel dstchannel lastapp lastdata start answer end duration".split(
    " ",
  ),
  ..."billsec disposition amaflags uniqueid userfield peeraccount linkedid sequence".split(" "),
];
const types = columns.map((column) => `'${column}': '${column === "billsec" ? "BIGINT" : "VARCHAR"}'`);
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const result = await connection.runAndReadAll(
  `select accountcode, count(*), count(*) filter (disposition = 'ANSWERED' and answer is not null),
     coalesce(sum(billsec) filter (disposition = 'ANSWERED' and answer is not null), 0)
   from read_csv('${path.replaceAll("'", "''")}', header = false, delim = ',', quote = '"', escape = '"',
     columns = {${types.join(", ")}})
   group by 1 order by 1`,
);
process.stdout.write(JSON.stringify(result.getRows().map((row) => row.map(String))));
