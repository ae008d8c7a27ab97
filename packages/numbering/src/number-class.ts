/** `canada` is a kind of its own: international for US taxes, near-domestic in price. `invalid` goes to review. */
export type NumberKind =
  | "domestic"
  | "canada"
  | "international"
  | "tollFree"
  | "directoryAssistance"
  | "operator"
  | "emergency"
  | "n11"
  | "premium"
  | "personal"
  | "carrierService"
  | "canadaNonGeographic"
  | "government"
  | "special"
  | "invalid";

export type NumberClass = {
  readonly kind: NumberKind;
  readonly e164: string | null;
  /** Two letters; null where the number belongs to no single country. */
  readonly country: string | null;
  /** US state or territory, Canadian province; null for numbers without a place. */
  readonly region: string | null;
  readonly npa: string | null;
  readonly because: string;
};
