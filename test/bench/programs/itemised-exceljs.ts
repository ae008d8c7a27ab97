import ExcelJS from "exceljs";
import { callsOf } from "./itemised-calls.ts";

// The comparator: the same rows by the library's own streaming writer, one sheet and no sums.
const [count = "0", path = ""] = process.argv.slice(2);
const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true });
const sheet = workbook.addWorksheet("Calls");
for (const call of callsOf(Number(count)))
  sheet
    .addRow([
      ...[call.account, new Date(`${call.dateTime.replace(" ", "T")}Z`), call.zone, call.direction],
      ...[call.from, call.to, call.destination, call.callClass, Number(call.seconds), call.billedSeconds],
      ...[Number(call.ratePerMinute), Number(call.listCharge), Number(call.billedCharge)],
      ...[call.chargeKey, call.callKey],
    ])
    .commit();
sheet.commit();
await workbook.commit();
