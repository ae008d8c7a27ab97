import { ProblemError, problem } from "@tollwright/problem";
import kafkajs from "kafkajs";
import type { KafkaSettings } from "./settings.ts";

/** A broker that answers, and cannot serve us. */
export function unsuitable({ brokers }: Pick<KafkaSettings, "brokers">, why: string): ProblemError {
  return new ProblemError(problem({ code: "BROKER_UNSUITABLE", message: `${brokers.join(", ")}: ${why}` }));
}

/** BROKER_REFUSED where waiting does not mend it, else BROKER_UNREACHABLE; with what the client said of it. A problem stays what it is. */
export function unreachable({ brokers }: Pick<KafkaSettings, "brokers">, cause: unknown): ProblemError {
  if (cause instanceof ProblemError) return cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  const message = `${brokers.join(", ")}: ${said}`;
  const code = isRefused(cause) ? "BROKER_REFUSED" : "BROKER_UNREACHABLE";
  return new ProblemError(problem({ code, message }), { cause });
}

/** A broker that answers, and does not keep what is sent: BROKER_WRITE_FAILED. Else as `unreachable`; what is no error of the client is a bug, and stays. */
export function notTaken(settings: Pick<KafkaSettings, "brokers">, cause: unknown): unknown {
  if (!(cause instanceof kafkajs.KafkaJSError)) return cause;
  const answer = protocolErrorIn(cause);
  if (answer === null || isRefused(cause)) return unreachable(settings, cause);
  const message = `${settings.brokers.join(", ")}: ${answer.message}`;
  return new ProblemError(problem({ code: "BROKER_WRITE_FAILED", message }), { cause });
}

function protocolErrorIn(error: unknown): Error | null {
  for (let at = error; at instanceof Error; at = at.cause)
    if (at instanceof kafkajs.KafkaJSProtocolError) return at;
  return null;
}

/** What the broker says of a password, and Node of a certificate: https://nodejs.org/api/tls.html#x509-certificate-error-codes (read 2026-11). */
const REFUSALS: readonly RegExp[] = [
  /^KafkaJSSASLAuthenticationError$/,
  /^(UNSUPPORTED_SASL_MECHANISM|SASL_AUTHENTICATION_FAILED)$/,
  /^(UNABLE_TO_|CERT_|CRL_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|INVALID_CA$|HOSTNAME_MISMATCH$)/,
  /^ERR_TLS_CERT_ALTNAME_INVALID$/,
];

function isRefused(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { name, code = "", type = "" } = at as Error & { readonly code?: unknown; readonly type?: unknown };
    if ([name, code, type].some((each) => REFUSALS.some((refusal) => refusal.test(String(each)))))
      return true;
  }
  return false;
}
