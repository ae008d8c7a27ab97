import { AGENT_LENGTHS, CAMPAIGN_LENGTHS, type LengthCurve, OFFICE_LENGTHS } from "./call-lengths.ts";
import type { Weighted } from "./random.ts";

/** What a call is, as its two ends see it; the words of the rating's classes, and two of our own. */
export type Category =
  | "local"
  | "intrastate"
  | "interstate"
  | "indeterminate"
  | "international"
  | "tollFree"
  | "tollFreeOutbound"
  | "tollFreeOnNet"
  | "inbound"
  | "onNet"
  | "n11"
  | "directoryAssistance"
  | "emergency";

/** How a kind of customer telephones. Weights are whole numbers, compared within their list. */
export type Profile = {
  readonly name: "office" | "school" | "agents" | "campaign";
  /** Records a month for one committed channel, against the other customers. */
  readonly recordsPerChannel: number;
  /** Sunday first. */
  readonly weekdays: readonly number[];
  /** Midnight first; the last two hours are empty, so that what is there was put there on purpose. */
  readonly hours: readonly number[];
  readonly mix: readonly Weighted<Category>[];
  readonly answered: { readonly outbound: number; readonly inbound: number };
  readonly lengths: LengthCurve;
  /** Moments a month at which `burstCalls` calls begin within minutes. */
  readonly bursts: number;
  readonly burstCalls: number;
  /** Calls at once, in percent of the committed channels; what comes above is refused. */
  readonly ceilingPercent: number;
};

const OFFICE: Profile = {
  name: "office",
  recordsPerChannel: 900,
  weekdays: [2, 100, 106, 102, 98, 86, 8],
  hours: [1, 1, 0, 0, 1, 2, 6, 22, 70, 104, 116, 108, 72, 94, 110, 102, 84, 44, 16, 8, 4, 2, 0, 0],
  mix: [
    ["local", 215],
    ["intrastate", 105],
    ["interstate", 175],
    ["indeterminate", 8],
    ["international", 45],
    ["tollFreeOutbound", 30],
    ["n11", 4],
    ["directoryAssistance", 3],
    ["inbound", 400],
    ["onNet", 40],
  ],
  answered: { outbound: 770, inbound: 830 },
  lengths: OFFICE_LENGTHS,
  bursts: 3,
  burstCalls: 12,
  ceilingPercent: 150,
};

const SCHOOL: Profile = {
  ...OFFICE,
  name: "school",
  recordsPerChannel: 620,
  weekdays: [0, 100, 104, 104, 100, 92, 1],
  hours: [0, 0, 0, 0, 0, 0, 20, 110, 120, 90, 80, 84, 60, 76, 90, 108, 62, 20, 10, 4, 1, 0, 0, 0],
  mix: [
    ["local", 300],
    ["intrastate", 50],
    ["interstate", 60],
    ["indeterminate", 3],
    ["international", 8],
    ["tollFreeOutbound", 20],
    ["n11", 4],
    ["directoryAssistance", 3],
    ["inbound", 520],
    ["onNet", 36],
  ],
  bursts: 0,
  burstCalls: 0,
  ceilingPercent: 100,
};

const AGENTS: Profile = {
  name: "agents",
  recordsPerChannel: 1_480,
  weekdays: [34, 112, 104, 100, 100, 98, 52],
  hours: [2, 1, 1, 1, 3, 14, 50, 88, 104, 110, 108, 100, 92, 98, 102, 96, 84, 66, 48, 34, 22, 8, 0, 0],
  mix: [
    ["tollFree", 905],
    ["inbound", 55],
    ["local", 8],
    ["intrastate", 10],
    ["interstate", 18],
    ["international", 8],
    ["onNet", 4],
  ],
  answered: { outbound: 760, inbound: 955 },
  lengths: AGENT_LENGTHS,
  bursts: 9,
  burstCalls: 14,
  ceilingPercent: 175,
};

const CAMPAIGN: Profile = {
  ...AGENTS,
  name: "campaign",
  weekdays: [0, 100, 100, 100, 100, 80, 20],
  mix: [
    ["local", 130],
    ["intrastate", 290],
    ["interstate", 530],
    ["indeterminate", 22],
    ["international", 40],
    ["tollFreeOutbound", 10],
  ],
  answered: { outbound: 560, inbound: 900 },
  lengths: CAMPAIGN_LENGTHS,
  bursts: 4,
  burstCalls: 8,
};

/** The customer's plan says what kind it is; the trunk group with most channels of a call centre takes its calls. */
export function profileOf(plan: string, isLargestGroup: boolean): Profile {
  if (plan === "school") return SCHOOL;
  if (plan === "call-center") return isLargestGroup ? AGENTS : CAMPAIGN;
  return OFFICE;
}
