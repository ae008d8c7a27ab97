import { problemCatalogue } from "./catalogue.ts";

/** The text of `docs/problems.md`: every code with its meaning and way out, so that neither lacks the other. */
export function problemsDocument(): string {
  const sections = Object.entries(problemCatalogue).map(
    ([code, { meaning, wayOut }]) => `## ${code}\n\n${meaning}\n\n**Way out:** ${wayOut}\n`,
  );
  return [INTRODUCTION, ...sections].join("\n");
}

const INTRODUCTION = `# Problems

Bad input is never a crash and never a guess: it is a problem with a code, the place, and the way out. One bad thing does not
stop the rest. Generated from \`packages/problem/src/catalogue.ts\` by \`node scripts/write-problems.ts\`; a test fails when it is out of date.
`;
