import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Attempt, EngineJournal } from "@tollwright/tax-engines";
import { onTestFinished } from "vitest";

export type Reply = {
  readonly status?: number;
  readonly text: string;
  readonly afterMilliseconds?: number;
  readonly cut?: boolean;
};
export type Heard = {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

/** A server on this machine that hears postings, and replies as it is told: one reply after the other, the last for all that follow. */
export async function engineServer(
  replies: readonly Reply[],
): Promise<{ readonly url: string; readonly heard: readonly Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      heard.push({
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(pieces).toString("utf8"),
      });
      const reply = replies[heard.length - 1] ?? replies.at(-1) ?? { text: "" };
      const answer = (): void => {
        response.writeHead(reply.status ?? 200, { "content-type": "application/json" });
        if (reply.cut) {
          response.write(reply.text);
          response.destroy();
        } else response.end(reply.text);
      };
      if (reply.afterMilliseconds === undefined) answer();
      else setTimeout(answer, reply.afterMilliseconds).unref();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, heard };
}

/** A journal in memory, of the same words as the store's. */
export function memoryJournal(): EngineJournal & { readonly kept: Map<string, Map<number, Attempt>> } {
  const kept = new Map<string, Map<number, Attempt>>();
  return {
    kept,
    attempts: (document) => Promise.resolve([...(kept.get(document)?.values() ?? [])]),
    keep: (document, attempt) => {
      kept.set(document, (kept.get(document) ?? new Map()).set(attempt.number, attempt));
      return Promise.resolve();
    },
  };
}
