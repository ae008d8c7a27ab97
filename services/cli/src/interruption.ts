/** The person or the system told us to stop: no bug, and nothing to explain. */
export class Interrupted extends Error {
  readonly exitCode: number;
  constructor(signal: keyof typeof SIGNALS) {
    super(`Stopped by ${signal}. What was stored stays; the same command goes on from there.`);
    this.exitCode = SIGNAL_EXIT_BASE + SIGNALS[signal];
  }
}

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
/** As a shell reports a process that a signal ended. */
const SIGNAL_EXIT_BASE = 128;

export type Interruption = {
  /** Rejects with `Interrupted` at the signal that ends the work at once, and never resolves; later ones change nothing. */
  readonly signalled: Promise<never>;
  /** Aborted by the first signal. */
  readonly stopping: AbortSignal;
  /** Signals end the process at once again. */
  readonly forget: () => void;
};

/**
 * Turns signals into an end of the work, so that what it opened is closed: a Ctrl-C leaves no server behind.
 *
 * @param gently The first signal only asks, through `stopping`: the work ends what it has in hand. The second ends it at once.
 */
export function watchForSignals({ gently }: { readonly gently: boolean }): Interruption {
  const asked = new AbortController();
  let reject: (reason: Interrupted) => void = () => undefined;
  const signalled = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  signalled.catch(() => undefined); // a signal after the work is over concerns nobody
  const names = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
  const heard = (name: keyof typeof SIGNALS): void => {
    const isFirst = !asked.signal.aborted;
    asked.abort();
    if (!gently || !isFirst) reject(new Interrupted(name));
  };
  const listeners = names.map((name) => [name, () => heard(name)] as const);
  for (const [name, listener] of listeners) process.on(name, listener);
  return {
    signalled,
    stopping: asked.signal,
    forget: () => {
      for (const [name, listener] of listeners) process.off(name, listener);
    },
  };
}
