/** Resolves when the signal is aborted. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted)
    await new Promise((aborted) => signal.addEventListener("abort", aborted, { once: true }));
}
