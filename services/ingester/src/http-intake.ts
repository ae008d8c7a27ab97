import { createHash, timingSafeEqual } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { type Instant, instantText } from "@tollwright/calendar";
import { type Problem, ProblemError, problem } from "@tollwright/problem";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Refusal, recordsOfBody, tooLarge } from "./http-body.ts";
import { type PostGroups, postGroups } from "./http-groups.ts";
import type { Incoming } from "./incoming.ts";
import type { IngestReport } from "./ingest.ts";

export type HttpIntakeRequest = {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Whoever posts must know it. Only where it is null, and nobody else can reach us, anyone may post. */
  readonly token: string | null;
  /** Of one body, unpacked. */
  readonly bodyLimitBytes: number;
  /** Resolves when all of it is stored; rejects with a ProblemError SOURCE_UNKNOWN where no such source is in force. */
  readonly take: (source: string, posts: readonly Incoming[]) => Promise<IngestReport>;
  /** Rejects where the store cannot be reached. */
  readonly ping: () => Promise<unknown>;
  /** What a person can mend, out of an error; null for a bug. */
  readonly problemOf: (error: unknown) => Problem | null;
  readonly clock: () => Instant;
  readonly log: (text: string) => void;
};

export type HttpIntake = {
  readonly url: string;
  /** Takes nothing new, and resolves when everything that was posted is stored and answered. */
  readonly close: () => Promise<void>;
};

/** Bodies in memory at one time; whoever comes then is asked to come again. */
const MAX_WAITING_BYTES = 134_217_728;
const RETRY_AFTER_SECONDS = "1";

/**
 * Call records by HTTP: `POST /v1/intake/<source>` with what the switch would write into a file. Answers when it is stored:
 * who has seen 200 can forget the record, and whoever has not posts it again; the same content is known (books 1).
 *
 * @throws ProblemError INTAKE_TOKEN_UNSET where others could reach us without a token; INTAKE_PORT where nobody can listen there.
 */
export async function startHttpIntake(request: HttpIntakeRequest): Promise<HttpIntake> {
  const { host, port, token } = request;
  if (token === null && !isLoopback(host)) {
    const message = `${host} can be reached from other machines, and TOLLWRIGHT_INTAKE_TOKEN is not set`;
    throw new ProblemError(problem({ code: "INTAKE_TOKEN_UNSET", message }));
  }
  // Only this command needs the library, and every command would wait for it.
  const { fastify } = await import("fastify");
  const server = fastify({ bodyLimit: request.bodyLimitBytes, forceCloseConnections: "idle" });
  const groups = postGroups({ take: request.take, wait: (milliseconds) => setTimeout(milliseconds) });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  server.get("/healthz", (_, reply) => health(request, groups, reply));
  server.post<{ Params: { source: string } }>(
    "/v1/intake/:source",
    { onRequest: doorOf(request, groups) },
    postTaker(request, groups),
  );
  server.setNotFoundHandler((asked, reply) => {
    const message = `nothing is at ${asked.method} ${asked.url}`;
    return refuse(reply, { status: 404, problem: problem({ code: "INTAKE_ADDRESS", message }) });
  });
  server.setErrorHandler((error, _, reply) => failed(error, reply, request));
  let isClosing = false;
  server.addHook("onSend", async (_request, reply) => {
    // A connection that stays open would keep the server open.
    if (isClosing) reply.header("connection", "close");
  });
  const close = async (): Promise<void> => {
    isClosing = true;
    await server.close();
    await groups.settled(); // of those who went away without waiting for their answer
  };
  try {
    return { url: await server.listen({ host, port }), close };
  } catch (cause) {
    const message = `${host}:${port}: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new ProblemError(problem({ code: "INTAKE_PORT", message }), { cause });
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Before the body is read: who may come in, and whether there is room. */
function doorOf({ token, bodyLimitBytes }: HttpIntakeRequest, groups: PostGroups) {
  let reading = 0;
  return async (asked: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const refusal = token === null ? fromBrowser(asked) : withoutToken(asked, token);
    if (refusal !== null) return refuse(reply.header("www-authenticate", "Bearer"), refusal);
    const bytes = Number(asked.headers["content-length"] ?? bodyLimitBytes);
    if (reading + groups.waitingBytes() + bytes > MAX_WAITING_BYTES) {
      const busy = problem({ code: "INTAKE_BUSY", message: "too many posts wait to be stored" });
      return refuse(reply.header("retry-after", RETRY_AFTER_SECONDS), { status: 503, problem: busy });
    }
    reading += bytes;
    reply.raw.once("close", () => {
      reading -= bytes;
    });
    return undefined;
  };
}

/** Any page in a browser on this machine could post here; switches send no `Origin`. */
function fromBrowser({ headers }: FastifyRequest): Refusal | null {
  if (headers.origin === undefined) return null;
  const message = "a page in a browser may post only with a token";
  return { status: 403, problem: problem({ code: "INTAKE_TOKEN", message }) };
}

/** `Bearer TOKEN`, or the token as the password of `Basic`, for switches that know only that. */
function withoutToken({ headers }: FastifyRequest, token: string): Refusal | null {
  const [, scheme = "", value = ""] = /^(\S+) (.*)$/.exec(headers.authorization ?? "") ?? [];
  const given =
    scheme.toLowerCase() === "basic"
      ? Buffer.from(value, "base64")
          .toString()
          .replace(/^[^:]*:/, "")
      : value;
  const hashed = (text: string): Buffer => createHash("sha256").update(text).digest();
  if (["bearer", "basic"].includes(scheme.toLowerCase()) && timingSafeEqual(hashed(given), hashed(token)))
    return null;
  return {
    status: 401,
    problem: problem({ code: "INTAKE_TOKEN", message: "the token is missing or wrong" }),
  };
}

function postTaker({ bodyLimitBytes, clock }: HttpIntakeRequest, groups: PostGroups) {
  let posts = 0;
  return async (asked: FastifyRequest<{ Params: { source: string } }>, reply: FastifyReply) => {
    const { headers, body, params } = asked;
    const content = await recordsOfBody({
      bytes: Buffer.isBuffer(body) ? body : new Uint8Array(0),
      contentType: headers["content-type"] ?? "",
      contentEncoding: headers["content-encoding"] ?? "",
      limitBytes: bodyLimitBytes,
    });
    if ("status" in content) return refuse(reply, content);
    posts += 1;
    const name = `post ${instantText(clock())} ${posts}`;
    const { report, problems } = await groups.add(params.source, { name, content });
    if (report !== null) return { ...report, problems };
    return reply.code(400).send({ problems });
  };
}

async function health(
  { ping }: HttpIntakeRequest,
  groups: PostGroups,
  reply: FastifyReply,
): Promise<unknown> {
  const waitingBytes = groups.waitingBytes();
  try {
    await ping();
    return { status: "ok", waitingBytes };
  } catch {
    return reply.code(503).send({ status: "the store cannot be reached", waitingBytes });
  }
}

function failed(error: unknown, reply: FastifyReply, request: HttpIntakeRequest): FastifyReply {
  const { code = "", statusCode = 500 } = error as { code?: string; statusCode?: number };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return refuse(reply, tooLarge(request.bodyLimitBytes));
  const known = request.problemOf(error);
  if (known !== null) {
    const isUnknownSource = known.code === "SOURCE_UNKNOWN";
    if (!isUnknownSource) reply.header("retry-after", RETRY_AFTER_SECONDS);
    return refuse(reply, { status: isUnknownSource ? 404 : 503, problem: known });
  }
  const message = error instanceof Error ? error.message : String(error);
  if (statusCode < 500)
    return refuse(reply, { status: statusCode, problem: problem({ code: "INTAKE_BODY", message }) });
  // A bug: the whole story for whoever mends it, and nothing of it for whoever asks.
  request.log(error instanceof Error ? (error.stack ?? message) : message);
  return reply.code(500).send({ problems: [] });
}

function refuse(reply: FastifyReply, { status, problem: why }: Refusal): FastifyReply {
  return reply.code(status).send({ problems: [why] });
}
