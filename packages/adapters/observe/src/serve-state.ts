import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { ProblemError, problem } from "@tollwright/problem";

/** A part that has to be there before work is done; `problem` says in words what is missing, and is null where nothing is. */
export type Part = { readonly part: string; readonly problem: string | null };

export type StateServer = { readonly url: string; readonly close: () => Promise<void> };

type Answers = {
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** Its threads, say: those that do not answer are named. The one that serves is alive where it answers at all. */
  readonly alive: () => Promise<readonly Part[]>;
  readonly parts: () => Promise<readonly Part[]>;
};

/**
 * `/metrics` for Prometheus · `/healthz` 200 while all of the process lives · `/readyz` 200 where every part is there, else 503;
 * each part on a line of its own.
 *
 * @param port 0: any that is free.
 * @throws ProblemError OBSERVE_PORT
 */
export async function serveState(
  { host, port }: { readonly host: string; readonly port: number },
  answers: Answers,
): Promise<StateServer> {
  const server = createServer((asked, reply) => {
    // Whoever asks hears that something is wrong, and the log of the process what.
    answer(asked, reply, answers).catch(() => send(reply, { status: 500, text: "failed\n" }));
  });
  await new Promise<void>((listening, refuse) => {
    server.once("error", (cause) => {
      const message = `${host}:${port}: ${cause.message}`;
      refuse(new ProblemError(problem({ code: "OBSERVE_PORT", message }), { cause }));
    });
    server.listen(port, host, listening);
    server.unref(); // who has nothing else to do ends, however it came to that
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(asked: IncomingMessage, reply: ServerResponse, answers: Answers): Promise<void> {
  const path = (asked.url ?? "").split("?")[0];
  if (asked.method !== "GET" && asked.method !== "HEAD")
    return send(reply, { status: 405, text: "GET only\n" });
  if (path === "/healthz") {
    const stuck = (await answers.alive()).filter((each) => each.problem !== null);
    return send(reply, stuck.length === 0 ? { status: 200, text: "alive\n" } : stateOf(stuck));
  }
  if (path === "/metrics") {
    const { contentType, text } = await answers.metrics();
    return send(reply, { status: 200, text, contentType });
  }
  if (path !== "/readyz") return send(reply, { status: 404, text: "/metrics, /healthz, /readyz\n" });
  return send(reply, stateOf(await answers.parts()));
}

function stateOf(parts: readonly Part[]): { readonly status: number; readonly text: string } {
  const text = parts.map(({ part, problem: why }) => `${part}: ${why ?? "ready"}\n`).join("");
  return { status: parts.every((each) => each.problem === null) ? 200 : 503, text };
}

function send(
  reply: ServerResponse,
  {
    status,
    text,
    contentType = "text/plain; charset=utf-8",
  }: { status: number; text: string; contentType?: string },
): void {
  reply.writeHead(status, { "content-type": contentType, "cache-control": "no-store" });
  reply.end(text);
}
