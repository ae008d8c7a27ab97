import { readdirSync, readFileSync } from "node:fs";

/** Linux counts in hundredths, whatever the machine. */
const TICKS_A_SECOND = 100;

type Ticks = { readonly parent: number; readonly own: number; readonly ended: number };

/** Of a process: its own, and that of children that have ended (proc_pid_stat(5), fields 4 and 14 to 17). */
function ticksOf(pid: number | string): Ticks | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name before them, in brackets, may hold anything.
    const [, parent, ...fields] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(9, 13);
    return { parent: parent ?? 0, own: user + system, ended: endedUser + endedSystem };
  } catch {
    return null;
  }
}

/** Seconds that all threads of a process had a processor; null where the system does not tell. It says more than a clock where others work beside. */
export function processorSeconds(pid: number | undefined): number | null {
  const ticks = pid === undefined ? null : ticksOf(pid);
  return ticks === null ? null : ticks.own / TICKS_A_SECOND;
}

/** The same of a server: the process that this one is a child of, and all its children, those that have ended too. */
export function serverSeconds(backend: number): number | null {
  const server = ticksOf(backend)?.parent;
  const of = server === undefined ? null : ticksOf(server);
  if (of === null) return null;
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => ticksOf(pid) ?? [])
    .filter(({ parent }) => parent === server);
  return children.reduce((sum, { own }) => sum + own, of.own + of.ended) / TICKS_A_SECOND;
}
