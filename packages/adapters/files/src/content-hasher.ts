import { createHash } from "node:crypto";

/** The content up to a byte: its hash, and whether a line ends exactly there. */
export type Prefix = { readonly hash: string; readonly endsLine: boolean };

export type ContentHasher = {
  readonly update: (chunk: Uint8Array) => void;
  readonly result: () => {
    readonly contentHash: string;
    readonly bytes: number;
    readonly prefixes: ReadonlyMap<number, Prefix>;
  };
};

const LF = 10;
const CR = 13;

/** SHA-256 of content that comes in chunks, and of its beginnings of the given sizes, in one pass. */
export function contentHasher(prefixSizes: readonly number[]): ContentHasher {
  const hash = createHash("sha256");
  const sizes = [...new Set(prefixSizes)].filter((size) => size > 0).sort((left, right) => left - right);
  const prefixes = new Map<number, Prefix>();
  let bytes = 0;
  let next = 0;
  return {
    update(chunk) {
      let from = 0;
      for (let size = sizes[next]; size !== undefined && size <= bytes + chunk.length; size = sizes[next]) {
        const until = size - bytes;
        hash.update(chunk.subarray(from, until));
        const last = until > 0 ? chunk[until - 1] : undefined;
        prefixes.set(size, { hash: hash.copy().digest("hex"), endsLine: last === LF || last === CR });
        from = until;
        next += 1;
      }
      hash.update(chunk.subarray(from));
      bytes += chunk.length;
    },
    result: () => ({ contentHash: hash.copy().digest("hex"), bytes, prefixes }),
  };
}

/** The same chunks, hashed on their way. */
export async function* hashed(
  chunks: AsyncGenerator<Uint8Array>,
  hasher: ContentHasher,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    hasher.update(chunk);
    yield chunk;
  }
}
