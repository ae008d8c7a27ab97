/** Options of the program itself that take a value. */
const WITH_VALUE = ["--data", "--now"];

/**
 * What a command line asks for, without the options of the program: those may stand before the command or behind it.
 *
 * @example `--data d --json ingest --source pbx a.csv` is `ingest --source pbx a.csv`.
 */
export function commandWords(args: readonly string[]): readonly string[] {
  const first = args.findIndex(
    (word, index) => !word.startsWith("-") && !WITH_VALUE.includes(args[index - 1] ?? ""),
  );
  return first < 0 ? [] : args.slice(first);
}
