/** Said wherever an outside engine is used, until somebody has run it with an account. */
export const UNPROVEN =
  "This connection was built from the vendor's published samples and has not been run with an account: unproven. Compare it with the vendor's own reports before it bills.";
