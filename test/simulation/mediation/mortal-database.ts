import type { Writable } from "node:stream";
import { type Database, openDatabase, type Transaction } from "@tollwright/postgres";
import type { Player } from "./turns.ts";

/** The machine died between two steps: nothing after it happened, and nobody was told. */
class MachineDied extends Error {
  constructor() {
    super("the machine died");
  }
}

export type Life = {
  readonly statements: number;
  readonly diesAfterTheLast: boolean;
  /** Whose turns the statements take. */
  readonly player: Player;
};

export type MortalDatabase = Database & { readonly isDead: () => boolean };

/**
 * A database whose user dies after so many statements: before the last one is sent, or after it was done and before the
 * answer came, a commit included. From then on nothing gets through, and what was open is rolled back by the server.
 */
export function mortalDatabase(connectionString: string, life: Life): MortalDatabase {
  const real = openDatabase(connectionString, { connections: 4 });
  const heart = beating(life);
  const pool = withMembers(real.pool, {
    query: (...query) => heart.live(() => Reflect.apply(real.pool.query, real.pool, query)),
    connect: async () => {
      if (heart.isDead()) throw new MachineDied();
      return mortalClient(await real.pool.connect(), heart);
    },
  });
  const { connectionString: url, knownDays } = real;
  return { connectionString: url, pool, knownDays, close: () => real.close(), isDead: heart.isDead };
}

type Heart = {
  readonly isDead: () => boolean;
  /** Runs a statement, unless this one is the last. */
  readonly live: (statement: () => unknown) => Promise<unknown>;
  /** The same for COPY, which hands over a stream and must get it back at once: it dies before it begins. */
  readonly copy: (statement: () => unknown) => unknown;
};

function beating(life: Life): Heart {
  let left = life.statements;
  let dead = false;
  const isLast = (): boolean => {
    if (dead) throw new MachineDied();
    left -= 1;
    dead = left <= 0;
    return dead;
  };
  return {
    isDead: () => dead,
    live: (statement) =>
      life.player.turn(async () => {
        if (!isLast()) return statement();
        if (life.diesAfterTheLast) await Promise.resolve(statement()).catch(() => undefined);
        throw new MachineDied();
      }),
    copy(statement) {
      if (isLast()) throw new MachineDied();
      const back = life.player.stepAside();
      return (statement() as Writable).once("close", back);
    },
  };
}

function mortalClient(real: Transaction, heart: Heart): Transaction {
  return withMembers(real, {
    query: (...query) => {
      const statement = (): unknown => Reflect.apply(real.query, real, query);
      return typeof query[0] === "object" ? heart.copy(statement) : heart.live(statement);
    },
    release: (broken) => real.release(heart.isDead() ? true : (broken as Error | undefined)),
  });
}

type Members = Readonly<Record<string, (...parameters: unknown[]) => unknown>>;

function withMembers<T extends object>(real: T, members: Members): T {
  return new Proxy(real, {
    get(target, name) {
      const own = typeof name === "string" ? members[name] : undefined;
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
