import { setImmediate } from "node:timers/promises";
import { type CompiledAlertRule, compileAlertRules } from "@tollwright/alerts";
import type { Bus, Delivery } from "@tollwright/bus";
import type { Instant } from "@tollwright/calendar";
import type { VersionDocument } from "@tollwright/rate-card";
import { compileRatingRules, type RatedCall, type RatingRules, rateCall } from "@tollwright/rating";
import { inTurn, type Turn } from "./in-turn.ts";

/** What storing a delivery can answer; anything but `stored` left no trace. */
type StoringResult<Alert> =
  | { readonly kind: "stored"; readonly alerts: readonly Alert[] }
  | { readonly kind: "positionMoved"; readonly id: string }
  | { readonly kind: "staleVersions" }
  /** It held what another process waited for, while it waited for those before it. */
  | { readonly kind: "gaveWay" };

/** The store as the engine needs it. */
export type EngineStore<Alert = unknown> = {
  readonly versionsInForce: () => Promise<{
    readonly setHash: string;
    readonly documents: readonly VersionDocument[];
  }>;
  readonly storeDelivery: (input: {
    readonly delivery: Delivery;
    readonly outcomes: readonly RatedCall[];
    readonly versionSet: string;
    readonly alertRules: readonly CompiledAlertRule[];
    readonly at: Instant;
    readonly turn: Turn;
  }) => Promise<StoringResult<Alert>>;
};

/** Somebody else moved the position: the publisher reads the stored one and goes on from there. */
export class PositionMoved extends Error {
  readonly positionId: string;
  constructor(positionId: string) {
    super(`position ${positionId} was moved by another process`);
    this.positionId = positionId;
  }
}

/** A set of versions may be replaced while a batch is priced; more often than this in a row something is wrong. */
const PRICING_ATTEMPTS = 5;

/**
 * Prices what the bus delivers and stores calls, ratings, position and counts in one transaction (books 4, 7).
 *
 * A batch priced by a set of versions that is no longer in force was rolled back by the store; it is priced again by the new one.
 */
export async function startRatingEngine<Alert>({
  bus,
  store,
  clock,
  onAlerts,
}: {
  readonly bus: Bus;
  readonly store: EngineStore<Alert>;
  readonly clock: () => Instant;
  /** Thresholds that stored calls have just reached. */
  readonly onAlerts?: (alerts: readonly Alert[]) => void;
}): Promise<void> {
  const inForce = rememberedRules(store);
  const storeInTurn = inTurn();
  const priced = async ({ calls }: Delivery): Promise<Priced> => {
    const { setHash, rules, alertRules } = await inForce.current();
    return { outcomes: await outcomesOf(calls, rules), versionSet: setHash, alertRules };
  };
  await bus.subscribe((delivery) =>
    storeInTurn(delivery, {
      prepare: () => priced(delivery),
      store: async (first, firstTurn) => {
        let toStore = first;
        let turn = firstTurn;
        for (let attempt = 1; attempt <= PRICING_ATTEMPTS; attempt += 1) {
          const result = await store.storeDelivery({ delivery, ...toStore, at: clock(), turn });
          if (result.kind === "stored") {
            if (result.alerts.length > 0) onAlerts?.(result.alerts);
            return;
          }
          if (result.kind === "positionMoved") throw new PositionMoved(result.id);
          if (result.kind === "gaveWay") {
            turn = await turn.afterAll();
            continue;
          }
          inForce.forget(toStore.versionSet);
          toStore = await priced(delivery);
        }
        throw new Error(`the versions in force changed ${PRICING_ATTEMPTS} times while one batch was priced`);
      },
    }),
  );
}

type Priced = Pick<Parameters<EngineStore["storeDelivery"]>[0], "outcomes" | "versionSet" | "alertRules">;

/** Calls priced in one go: then whoever is being sent rows is looked after again, before it has to wait. */
const CALLS_IN_ONE_GO = 500;

async function outcomesOf(calls: Delivery["calls"], rules: RatingRules): Promise<readonly RatedCall[]> {
  const outcomes: RatedCall[] = [];
  for (const [index, call] of calls.entries()) {
    if (index > 0 && index % CALLS_IN_ONE_GO === 0) await setImmediate();
    outcomes.push(rateCall(call, rules));
  }
  return outcomes;
}

type RulesInForce = {
  readonly setHash: string;
  readonly rules: RatingRules;
  readonly alertRules: readonly CompiledAlertRule[];
};
type RememberedRules = {
  readonly current: () => Promise<RulesInForce>;
  /** The set was replaced meanwhile. */
  readonly forget: (setHash: string) => void;
};

/** Compiling takes a moment, so the rules are kept until the store says that they are stale; deliveries that come meanwhile wait for one compiling. */
function rememberedRules(store: Pick<EngineStore<unknown>, "versionsInForce">): RememberedRules {
  let remembered: { readonly rules: Promise<RulesInForce>; setHash: string | null } | null = null;
  return {
    current() {
      if (remembered !== null) return remembered.rules;
      const compiling = { rules: compiledRules(store), setHash: null as string | null };
      remembered = compiling;
      compiling.rules.then(
        ({ setHash }) => {
          compiling.setHash = setHash;
        },
        () => {
          if (remembered === compiling) remembered = null;
        },
      );
      return compiling.rules;
    },
    forget(setHash) {
      if (remembered?.setHash === setHash) remembered = null;
    },
  };
}

async function compiledRules(store: Pick<EngineStore<unknown>, "versionsInForce">): Promise<RulesInForce> {
  const { setHash, documents } = await store.versionsInForce();
  const rules = compileRatingRules({ documents });
  // Only checked documents come into force, so what does not compile is a bug and no input.
  if (!rules.ok) throw new Error(rules.problems.map(({ message }) => message).join("; "));
  return { setHash, rules: rules.value, alertRules: compileAlertRules(documents) };
}
