import { instantText } from "@tollwright/calendar";
import { type VersionState, versionDocuments, versionHistory, versionStates } from "@tollwright/postgres";
import { problem } from "@tollwright/problem";
import { differenceText, diffVersions } from "@tollwright/rate-card";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted, table } from "../output.ts";
import { draftRateCards } from "../steps/draft-rate-cards.ts";
import { moveVersions, nameOf, type StepName, versionAt } from "../steps/move-versions.ts";

/** The life of a version, step by step (books 8); `load --by` takes all of them at once. */
export function addVersions(program: Command, runner: Runner): void {
  const versions = program
    .command("versions")
    .description(
      "The versions of plans, decks, levies, accounts: drafted, checked, approved, in force, withdrawn.",
    );
  addList(versions, runner);
  addShow(versions, runner);
  addDiff(versions, runner);
  addDraft(versions, runner);
  for (const step of MOVES) addMove(versions, runner, step);
}

function addList(versions: Command, { withStore }: Runner): void {
  versions
    .command("list")
    .option("--kind <kind>", "account, plan, deck, levy, source, …")
    .option("--name <name>", "of this name alone")
    .option("--all", "also those that another one replaced", false)
    .description("List versions, where each stands, and by whom.")
    .addHelpText("after", "\nExample:\n  tollwright versions list --kind plan --all")
    .action((options: { kind?: string; name?: string; all: boolean }) =>
      withStore(async ({ database, output }) => {
        const found = (await versionStates(database, { kind: options.kind, name: options.name })).filter(
          (state) => options.all || state.isCurrent || state.step !== "inForce",
        );
        answer(output, {
          json: { versions: found },
          people: found.length === 0 ? "No version." : statesTable(found),
        });
        return undefined;
      }),
    );
}

function addShow(versions: Command, { withStore }: Runner): void {
  versions
    .command("show")
    .argument("<version>", "plan/sip, or the beginning of a hash")
    .description("Show where a version stands, every step of its life, and the files that meant it.")
    .addHelpText("after", "\nExample:\n  tollwright versions show plan/sip")
    .action((reference: string) =>
      withStore(async (context) => {
        const found = await versionAt(context, { reference, prefers: ({ isCurrent }) => isCurrent });
        if (!found.ok) return found;
        const state = found.value;
        const { events, deliveries } = await versionHistory(context.database, state.hash);
        const [document] = await versionDocuments(context.database, [state.hash]);
        const content: unknown = JSON.parse(document?.canonical ?? "null");
        answer(context.output, {
          json: { ...state, events, deliveries, content },
          people: [
            statesTable([state]),
            table(
              ["step", "by", "at"],
              events.map(({ step, by, at }) => [step, by, instantText(at)]),
            ),
            table(
              ["file", "by", "at"],
              deliveries.map(({ file, by, at }) => [file, by, instantText(at)]),
            ),
            "Its content: --json. What it changes: tollwright versions diff.",
          ].join("\n\n"),
        });
        return undefined;
      }),
    );
}

function addDiff(versions: Command, { withStore }: Runner): void {
  versions
    .command("diff")
    .argument("<before>", "plan/sip (the one in force), or the beginning of a hash")
    .argument("[after]", "the same; without it, the last version of that name")
    .description(
      "Say in words what two versions of one kind differ in: fields of a document, rows of a deck.",
    )
    .addHelpText("after", "\nExample:\n  tollwright versions diff plan/sip 3f0c6f1d")
    .action((before: string, after: string | undefined) =>
      withStore(async (context) => {
        const left = await versionAt(context, { reference: before, prefers: ({ isCurrent }) => isCurrent });
        if (!left.ok) return left;
        const reference = after ?? `${left.value.kind}/${left.value.name}`;
        const right = await versionAt(context, { reference, prefers: () => true });
        if (!right.ok) return right;
        if (left.value.kind !== right.value.kind)
          return {
            problems: [
              problem({
                code: "VERSION_AMBIGUOUS",
                message: `${nameOf(left.value)} and ${nameOf(right.value)} are of two kinds`,
              }),
            ],
          };
        const [one, other] = await versionDocuments(context.database, [left.value.hash, right.value.hash]);
        const differences = one === undefined || other === undefined ? [] : diffVersions(one, other);
        answer(context.output, {
          json: { before: left.value, after: right.value, differences },
          people: [
            `${nameOf(left.value)} → ${nameOf(right.value)}: ${counted(differences.length, "difference")}`,
            ...differences.map((difference) => `  ${differenceText(difference)}`),
          ].join("\n"),
        });
        return undefined;
      }),
    );
}

function addDraft(versions: Command, { withStore }: Runner): void {
  versions
    .command("draft")
    .argument("<paths...>", "folders or files of rate cards and inventory")
    .requiredOption("--by <name>", "who drafts them")
    .description(
      "Keep rate cards as drafts: they price nothing before they are checked, approved and enforced.",
    )
    .addHelpText("after", "\nExample:\n  tollwright versions draft rate-cards/plans --by sales")
    .action((paths: string[], { by }: { by: string }) =>
      withStore(async (context) => {
        const drafted = await draftRateCards(context, { paths, by });
        if (!drafted.ok) return drafted;
        answer(context.output, {
          json: { versions: drafted.value },
          people:
            drafted.value.length === 0
              ? "Nothing is new: each of these versions is known."
              : `${statesTable(drafted.value)}\nNext: tollwright versions check --by NAME`,
        });
        return undefined;
      }),
    );
}

type Move = {
  readonly name: StepName;
  readonly done: string;
  readonly description: string;
  readonly next: string | null;
};

const MOVES: readonly Move[] = [
  {
    name: "check",
    done: "checked",
    description: "Check drafts against each other and against what is in force. Unnamed: all drafts.",
    next: "approve",
  },
  {
    name: "approve",
    done: "approved",
    description: "Approve checked versions, by name. Unnamed: all that are checked.",
    next: "enforce",
  },
  {
    name: "enforce",
    done: "put in force",
    description: "Put approved versions in force: they price from now on. Unnamed: all that are approved.",
    next: null,
  },
  {
    name: "withdraw",
    done: "withdrawn",
    description:
      "Take versions out of force; the one that each had replaced counts again, if it was not withdrawn itself. Refused where something in force would name what is gone.",
    next: null,
  },
  {
    name: "restore",
    done: "put in force again",
    description: "Put withdrawn versions in force again.",
    next: null,
  },
];

function addMove(versions: Command, { withStore }: Runner, { name, done, description, next }: Move): void {
  versions
    .command(name)
    .argument("[versions...]", "plan/sip, or the beginning of a hash")
    .requiredOption("--by <name>", "who does it")
    .description(description)
    .addHelpText("after", `\nExample:\n  tollwright versions ${name} plan/sip --by finance`)
    .action((references: string[], { by }: { by: string }) =>
      withStore(async (context) => {
        const moved = await moveVersions(context, { name, references, by });
        if (!moved.ok) return moved;
        const lines = moved.value.map((state) => `${nameOf(state)} ${done} by ${by}`);
        answer(context.output, {
          json: { versions: moved.value },
          people: [...lines, ...(next === null ? [] : [`Next: tollwright versions ${next} --by NAME`])].join(
            "\n",
          ),
        });
        return undefined;
      }),
    );
}

function statesTable(states: readonly VersionState[]): string {
  const rows = states.map((state) => [
    state.kind,
    state.name,
    state.hash.slice(0, 12),
    state.effectiveFrom ?? "",
    state.step === "inForce" && !state.isCurrent ? "replaced" : state.step,
    state.by,
    instantText(state.at),
  ]);
  return table(["kind", "name", "version", "effective", "stands at", "by", "since"], rows);
}
