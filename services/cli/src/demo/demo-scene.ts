/** Where and when a demonstration plays. */
export type DemoScene = {
  readonly data: string;
  readonly out: string;
  readonly rateCards: string;
  readonly gapDecisions: string;
  readonly sampleQuote: string;
  /** Its clock, which stands still. */
  readonly now: string;
  readonly month: string;
  readonly seed: string;
  readonly sizes: { readonly asteriskRecords: number; readonly freeswitchRecords: number };
  readonly by: string;
};

/** The one of `npm run demo`: fixed names, a fixed clock and a fixed seed, so that every run gives the same bytes. */
export const demoScene: DemoScene = {
  data: "data",
  out: "out",
  rateCards: "rate-cards",
  gapDecisions: "rate-cards/companies/demo/gap-decisions.yaml",
  sampleQuote: "rate-cards/companies/demo/sample-quote.yaml",
  now: "2026-05-01T06:00Z",
  month: "2026-04",
  seed: "tollwright",
  sizes: { asteriskRecords: 47_000, freeswitchRecords: 3_000 },
  by: "Demo Finance",
};
