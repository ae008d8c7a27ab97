import { type CivilDate, contains, type OpenPeriod } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import type { Account, TrunkGroup } from "@tollwright/inventory";
import { type HomeArea, homeAreaOf } from "./dialled-places.ts";
import type { DiallingStyle } from "./number-text.ts";
import { type Profile, profileOf } from "./profiles.ts";
import { random } from "./random.ts";

/** A trunk group as one switch sees it: where calls begin and end. */
export type TrunkLine = {
  readonly account: string;
  readonly accountCode: string;
  readonly accountName: string;
  readonly group: TrunkGroup;
  readonly source: string;
  /** The name that the switch writes. */
  readonly trunk: string;
  /** The customer's wall clock. */
  readonly zone: string;
  readonly profile: Profile;
  readonly home: HomeArea;
  readonly dialling: DiallingStyle;
  /** Trunks of the switch that lead to the public network. */
  readonly carrierTrunks: readonly string[];
  /** Records of this line, against the other lines of its source. */
  readonly weight: number;
  readonly blocks: readonly NumberBlock[];
  readonly tollFreeNumbers: readonly NumberBlock[];
};

export type NumberBlock = OpenPeriod & { readonly first: string; readonly count: number };

/** A second switch of the same group only takes over: this many percent of the records that it would have alone. */
const OVERFLOW_PERCENT = 10;

/** Every trunk group of every account on every source, in order of the accounts. */
export function trunkLines(accounts: readonly Account[], sources: readonly Source[]): readonly TrunkLine[] {
  return accounts.flatMap((account) =>
    account.trunkGroups.flatMap((group) =>
      group.names.flatMap(({ source: id, name: trunk }, index) => {
        const source = sources.find((entry) => entry.id === id);
        return source === undefined ? [] : [lineOf({ account, group, source, trunk, index })];
      }),
    ),
  );
}

function lineOf(given: {
  readonly account: Account;
  readonly group: TrunkGroup;
  readonly source: Source;
  readonly trunk: string;
  readonly index: number;
}): TrunkLine {
  const { account, group, source, trunk, index } = given;
  const blocks = account.telephoneNumbers
    .filter(({ location }) => location === group.location)
    .map(({ number, count, from, until }) => ({ first: number, count, from, until }));
  const mostChannels = Math.max(...account.trunkGroups.map(channelsOf));
  const profile = profileOf(account.plans[0]?.plan ?? "", channelsOf(group) === mostChannels);
  const full = channelsOf(group) * profile.recordsPerChannel;
  return {
    account: account.id,
    accountCode: account.accountCodes[0] ?? account.id,
    accountName: account.name,
    group,
    source: source.id,
    trunk,
    zone: account.zone,
    profile,
    home: homeAreaOf((blocks[0]?.first ?? "").slice(1, 4)),
    dialling: random(`dialling/${account.id}`).pick(["plus", "eleven", "ten"]),
    carrierTrunks: source.carrierTrunks,
    weight: index === 0 ? full : Math.floor((full * OVERFLOW_PERCENT) / 100),
    blocks,
    tollFreeNumbers:
      profile.name === "agents"
        ? account.tollFreeNumbers.map(({ number, from, until }) => ({ first: number, count: 1, from, until }))
        : [],
  };
}

function channelsOf(group: TrunkGroup): number {
  return Math.max(...group.channels.map(({ committed }) => committed));
}

/** Channels committed on that day, 0 where none are. */
export function committedOn(group: TrunkGroup, day: CivilDate): number {
  return group.channels.find((entry) => contains(entry, day))?.committed ?? 0;
}

/** Numbers in service on that day, in blocks. */
export function inService(blocks: readonly NumberBlock[], day: CivilDate): readonly NumberBlock[] {
  return blocks.filter((block) => contains(block, day));
}

/** The number at a place in a block. @example 13125550100 and 7: `13125550107`. */
export function numberAt(block: NumberBlock, index: number): string {
  return String(Number(block.first) + index);
}
