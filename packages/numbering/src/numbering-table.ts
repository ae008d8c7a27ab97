/** One file of the numbering data, as it was delivered. */
export type NumberingTable = { readonly file: string; readonly text: string };
