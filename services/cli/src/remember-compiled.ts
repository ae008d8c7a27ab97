import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Keeps what the engine made of our files for the next command, which then starts in half the time. Where the folder cannot be
 * written, nothing is kept and all goes on; `NODE_COMPILE_CACHE` names another folder.
 */
export function rememberCompiled(): void {
  const { TOLLWRIGHT_CACHE, XDG_CACHE_HOME } = process.env;
  const cache = TOLLWRIGHT_CACHE || join(XDG_CACHE_HOME || join(homedir(), ".cache"), "tollwright");
  enableCompileCache(join(cache, "compiled"));
}
