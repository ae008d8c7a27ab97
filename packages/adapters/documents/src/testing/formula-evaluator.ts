import assert from "node:assert";
import { add, divide, type Exact, exact, one, round, subtract, sum, toText, zero } from "@tollwright/money";
import type { Workbook } from "exceljs";

type Value = Exact | string | null;

/**
 * Computes the few functions that our sheets use, exactly, from the cells as they stand in the file. It is written apart
 * from the code that writes the formulas, so that the two check each other.
 */
export function evaluate(workbook: Workbook, sheetName: string, formula: string): number {
  let rest = formula;
  const eat = (token: string) => {
    assert(rest.startsWith(token), `${token} expected: ${rest}`);
    rest = rest.slice(token.length);
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match !== null) rest = rest.slice(match[0].length);
    return match;
  };
  const valueAt = (sheet: string, address: string): Value => {
    const cell = workbook.getWorksheet(sheet)?.getCell(address);
    assert(cell !== undefined, `no sheet ${sheet}`);
    if (cell.formula !== undefined) return exact(String(evaluate(workbook, sheet, cell.formula)));
    return typeof cell.value === "number" ? exact(String(cell.value)) : cell.text === "" ? null : cell.text;
  };
  const range = (): readonly Value[] => {
    const match = take(/^(?:'?([\w ]+)'?!)?\$?([A-Z])\$?(\d+)(?::\$?[A-Z]\$?(\d+))?/);
    assert(match !== null, `a range expected: ${rest}`);
    const [, sheet = sheetName, column = "", first = "", last = first] = match;
    const rows = Array.from(
      { length: Number(last) - Number(first) + 1 },
      (_, index) => Number(first) + index,
    );
    return rows.map((row) => valueAt(sheet, `${column}${row}`));
  };
  const number = (value: Value | undefined): Exact =>
    typeof value === "object" && value !== null ? value : zero;
  const same = (left: Value, right: Value) => typeof left === "string" && left === right;
  const text = (): Value => {
    const literal = take(/^"([^"]*)"/);
    return literal === null ? (range()[0] ?? null) : (literal[1] ?? "");
  };
  const factor = (): Exact => {
    if (take(/^ROUND\(/) !== null) {
      const value = expression();
      const places = take(/^,(\d+)\)/);
      return round(value, { mode: "halfUp", places: Number(places?.[1]) });
    }
    const conditional = take(/^(SUMIF|COUNTIF)\(/);
    if (conditional !== null) {
      const keys = range();
      eat(",");
      const key = text();
      const amounts = conditional[1] === "SUMIF" && take(/^,/) !== null ? range() : keys.map(() => one);
      eat(")");
      return sum(keys.map((candidate, index) => (same(candidate, key) ? number(amounts[index]) : zero)));
    }
    if (take(/^SUMPRODUCT\(/) !== null) {
      const conditions: (readonly boolean[])[] = [];
      while (take(/^\(/) !== null) {
        const keys = range();
        eat("=");
        const key = text();
        eat(")*");
        conditions.push(keys.map((candidate) => same(candidate, key)));
      }
      const amounts = range();
      eat(")");
      const holds = (index: number) => conditions.every((condition) => condition[index]);
      return sum(amounts.map((amount, index) => (holds(index) ? number(amount) : zero)));
    }
    if (take(/^SUM\(/) !== null) {
      const total = sum(range().map(number));
      eat(")");
      return total;
    }
    const value = number(range()[0]);
    const by = take(/^\/(\d+)/);
    return by === null ? value : divide(value, exact(by[1] ?? ""));
  };
  const expression = (): Exact => {
    let total = factor();
    for (let sign = take(/^[+-]/); sign !== null; sign = take(/^[+-]/))
      total = sign[0] === "+" ? add(total, factor()) : subtract(total, factor());
    return total;
  };
  const result = expression();
  assert(rest === "", `left over: ${rest}`);
  return Number(toText(result));
}
