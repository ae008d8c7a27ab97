declare module "parse-address" {
  type Parsed = { readonly [part: string]: string | undefined };
  export function parseLocation(line: string): Parsed | null;
}
