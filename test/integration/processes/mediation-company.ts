import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { FILES, FORGOTTEN, line } from "../main-job/small-company.ts";
import { bye, intermediate, invite, SWITCHES, start, stop } from "../mediation/switch-records.ts";
import { root } from "./command.ts";

/** The PBX as it is described first: what is older than ten days is suspended until somebody corrects that. */
const NARROW_PBX = `id: pbx
description: One switch.
format: asterisk-csv
zone: America/New_York
attribution: [trunk]
carrierTrunks: [PJSIP/carrier]
window: { daysBack: 10, daysAhead: 2 }
`;
const ALERTS = `id: watched
description: Every answered call is counted once.
accounts: all
measure: calls
threshold: "50"
`;
const PBX = "rate-cards/companies/small/sources/pbx.yaml";

/** Writes the company's rate cards as files: `first`, and `corrected` with what was wrong or forgotten in it. */
export function writeRateCards(folder: string): void {
  const company = { ...FILES, ...SWITCHES, "rate-cards/companies/small/alerts/watched.yaml": ALERTS };
  write(join(folder, "first"), { ...company, [PBX]: NARROW_PBX });
  write(join(folder, "corrected"), { ...FORGOTTEN, [PBX]: FILES[PBX] });
  for (const name of ["nanp-npa.csv", "e164-country-codes.csv"]) {
    const to = join(folder, "first/rate-cards/numbering", name);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(root, "rate-cards/numbering", name), to);
  }
}

function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Enough for several storing transactions of the largest file. */
export type MonthSize = { readonly pbx: number; readonly proxy: number; readonly sbc: number };

/**
 * What the switches of a small company wrote in a month, without conflicts: a PBX with one record a call, a proxy with INVITE and
 * BYE, and a border controller with START, INTERMEDIATE and STOP. No two calls look alike.
 */
export function monthOf({ pbx, proxy, sbc }: MonthSize) {
  const of = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i));
  return {
    pbx: [
      ...of(pbx, (index) =>
        line(`1775500000.${index}`, {
          at: `2026-04-${String(1 + (index % 28)).padStart(2, "0")} 10:${twoDigits(index % 60)}:00`,
          seconds: 1 + (index % 600),
          trunk: index % 3 === 0 ? "zebra" : "acme",
        }),
      ),
      "half a li\n",
    ],
    invites: of(proxy, (index) => invite(`proxy-${index}`, index * 97)),
    // Of the last calls the closing record never comes.
    byes: of(proxy - 3, (index) => bye(`proxy-${index}`, index * 97 + 1 + (index % 300))),
    openings: of(
      sbc,
      (index) => start(hexadecimal(index)) + intermediate(hexadecimal(index), 30 + (index % 50)),
    ),
    // Of the last calls only the beginnings are known: they are estimated.
    closings: of(sbc - 3, (index) => stop(hexadecimal(index), 60 + (index % 500))),
  };
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");
const hexadecimal = (index: number): string =>
  `0x${(index + 1).toString(16).toUpperCase().padStart(16, "0")}`;

/** The month as files: one that grows, packed ones, halves of calls in different files, and copies under other names. */
export function writeMonth(folder: string, size: MonthSize): void {
  const { pbx, invites, byes, openings, closings } = monthOf(size);
  const half = Math.floor(pbx.length / 2);
  const [head, middle, tail] = [
    pbx.slice(0, half),
    pbx.slice(half, half + half / 2),
    pbx.slice(half + half / 2),
  ];
  write(folder, {
    "begun/Master.csv": head.join(""),
    "grown/Master.csv": [...head, ...middle].join(""),
    "Master-2.csv.gz": gzipSync(tail.join("")),
    "renamed.csv": tail.join(""),
    "swapped.csv": [...tail, ...head].join(""),
    "acc-1.log.zst": zstdCompressSync(byes.join("")),
    "acc-2.log": invites.join(""),
    "acc-3.log": [...invites.slice(0, byes.length / 2), ...byes.slice(byes.length / 2)].join(""),
    "openings.act": openings.slice(1).join("") + openings.slice(0, 1).join(""),
    "drop/closings.act": closings.join(""),
    "drop/closings-2.act.gz": gzipSync(`${openings.slice(0, 3).join("")}${closings.slice(0, 3).join("")}`),
  });
}
