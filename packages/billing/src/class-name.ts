const CLASS_NAMES: Readonly<Record<string, string>> = {
  tollFree: "toll-free",
  tollFreeIntrastate: "toll-free from within the state",
  tollFreeOutbound: "toll-free outbound",
  onNet: "on-net",
  intraLata: "intraLATA",
  directoryAssistance: "directory assistance",
  n11: "N11",
};

/** A class of calls as people read it: `toll-free`. */
export function className(callClass: string): string {
  return CLASS_NAMES[callClass] ?? callClass;
}
