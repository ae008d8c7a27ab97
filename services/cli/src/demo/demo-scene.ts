/** Where the demonstration plays: fixed names, a fixed clock and a fixed seed, so that every run gives the same bytes. */
export const demoScene = {
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
} as const;
