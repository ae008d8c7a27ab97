/** One file as delivered; who loads it reads the bytes. `path` has forward slashes and is for finding its kind, and for people. */
export type SourceFile = { readonly path: string; readonly text: string };
