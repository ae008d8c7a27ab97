import type { Problem } from "@tollwright/problem";
import type { Incoming } from "./incoming.ts";
import type { FileReport, IngestReport } from "./ingest.ts";

/** What came of one post: its counts, and the problems of its records; or that none of it could be read. */
type PostOutcome = { readonly report: FileReport | null; readonly problems: readonly Problem[] };

export type PostGroups = {
  /** Resolves when the records are stored. */
  readonly add: (source: string, post: Post) => Promise<PostOutcome>;
  readonly waitingBytes: () => number;
  /** Resolves when everything that was added is stored, or refused. */
  readonly settled: () => Promise<void>;
};

type Post = { readonly name: string; readonly content: Uint8Array };

/** One transaction a post would be a thousand a second; so long a post waits for others. */
const GROUP_MILLISECONDS = 50;
/** As many files as a storing batch takes. */
const MAX_POSTS = 1_000;

type Waiting = Post & {
  readonly source: string;
  readonly resolve: (outcome: PostOutcome) => void;
  readonly reject: (reason: unknown) => void;
};

/** Gathers posts that come at the same time, and has each group stored together, one group at a time. */
export function postGroups(request: {
  /** Resolves when all of it is stored. */
  readonly take: (source: string, posts: readonly Incoming[]) => Promise<IngestReport>;
  readonly wait: (milliseconds: number) => Promise<void>;
}): PostGroups {
  let waiting: Waiting[] = [];
  let bytes = 0;
  let work: Promise<void> | null = null;
  const workOff = async (): Promise<void> => {
    await request.wait(GROUP_MILLISECONDS);
    // What comes while a group is stored is the next one.
    while (waiting.length > 0) {
      const group = waiting.slice(0, MAX_POSTS);
      waiting = waiting.slice(MAX_POSTS);
      for (const [source, posts] of Map.groupBy(group, (post) => post.source))
        await store(posts, (incoming) => request.take(source, incoming));
      bytes -= group.reduce((sum, { content }) => sum + content.length, 0);
    }
    work = null;
  };
  return {
    add(source, post) {
      const outcome = new Promise<PostOutcome>((resolve, reject) => {
        waiting.push({ ...post, source, resolve, reject });
      });
      bytes += post.content.length;
      work ??= workOff();
      return outcome;
    },
    waitingBytes: () => bytes,
    settled: async () => {
      while (work !== null) await work;
    },
  };
}

async function store(
  posts: readonly Waiting[],
  take: (incoming: readonly Incoming[]) => Promise<IngestReport>,
): Promise<void> {
  try {
    const report = await take(posts.map(({ name, content }) => ({ name, content: once(content) })));
    const outcomes = outcomesByName(report);
    for (const { name, resolve } of posts) resolve(outcomes.get(name) ?? { report: null, problems: [] });
  } catch (error) {
    for (const { reject } of posts) reject(error);
  }
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield content;
}

/**
 * Suspended records are told by their file, and two posts of a group can be the same file: the one that was read has them,
 * the other was seen before.
 */
function outcomesByName({ files, problems, suspended }: IngestReport): ReadonlyMap<string, PostOutcome> {
  const hashOf = new Map(files.map(({ name, fileHash }) => [name, fileHash]));
  const byHash = Map.groupBy(suspended, ({ file = "" }) => hashOf.get(file));
  const read = files.map((report): [string, PostOutcome] => [
    report.name,
    { report, problems: report.arrival === "seenBefore" ? [] : (byHash.get(report.fileHash) ?? []) },
  ]);
  const unreadable = problems.map((problem): [string, PostOutcome] => [
    problem.file ?? "",
    { report: null, problems: [problem] },
  ]);
  return new Map([...read, ...unreadable]);
}
