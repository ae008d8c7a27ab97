/** Where progress goes: a person's terminal, or a file that is read later. */
type Stream = { readonly isTTY?: boolean; write(text: string): unknown };

export type LiveLine = {
  /** What is being done now: replaced by the next on a terminal, told only now and then elsewhere. */
  readonly update: (text: string) => void;
  /** Takes the line away before something that stays is written. */
  readonly clear: () => void;
};

const SPARSE_MILLISECONDS = 10_000;
const TO_LINE_START_AND_ERASE = "\r\u001b[2K";

/**
 * One line of a terminal that is written again and again; in a log file, which cannot take back what it has, at most one line
 * in ten seconds.
 *
 * @param milliseconds A clock that only goes forward.
 */
export function liveLine(stream: Stream, milliseconds: () => number): LiveLine {
  let told = milliseconds();
  let isShown = false;
  const clear = (): void => {
    if (isShown) stream.write(TO_LINE_START_AND_ERASE);
    isShown = false;
  };
  const update = (text: string): void => {
    if (stream.isTTY === true) {
      clear();
      stream.write(text);
      isShown = true;
    } else if (milliseconds() - told >= SPARSE_MILLISECONDS) {
      stream.write(`${text}\n`);
      told = milliseconds();
    }
  };
  return { update, clear };
}
