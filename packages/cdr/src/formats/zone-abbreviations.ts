/*
 * Zones that switches write as letters, in minutes east of UTC. The North American ones and GMT are those that RFC 2822, section
 * 4.3, gives a fixed meaning; the others are names in the time zone database that mean one offset only. What can mean several
 * (IST, BST, MST of Malaysia) is left out: a switch can be told any letters (`clock timezone XYZ -5`), so a source may state its own.
 */
const MINUTES: Readonly<Record<string, number>> = {
  UTC: 0,
  UT: 0,
  GMT: 0,
  Z: 0,
  AST: -240,
  ADT: -180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  WET: 0,
  WEST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
};

/**
 * Minutes east of UTC of `EST`, `Z`, `-0500` or `-05`; null where nobody says what the letters mean.
 *
 * @param stated The source's own, `{ EET: "+02:00" }`: they come before the table.
 */
export function zoneMinutes(zone: string, stated: Readonly<Record<string, string>>): number | null {
  const name = zone.toUpperCase();
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(stated[name] ?? zone);
  if (offset === null) return MINUTES[name] ?? null;
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? "0");
  return offset[1] === "-" ? -minutes : minutes;
}
