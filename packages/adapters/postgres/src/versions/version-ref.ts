import type { VersionKind } from "@tollwright/rate-card";

/** A version by name, without its document. */
export type VersionRef = { readonly kind: VersionKind; readonly name: string; readonly hash: string };
