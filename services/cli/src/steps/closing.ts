/**
 * Closes what was opened, however the work on it ends: connections to brokers that stay open keep a process from ever ending. Where both
 * fail, the work's error is the reason.
 */
export async function closing<Opened extends { readonly close: () => Promise<void> }, Done>(
  opened: Opened,
  work: (opened: Opened) => Promise<Done>,
): Promise<Done> {
  let done: Done;
  try {
    done = await work(opened);
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
  await opened.close();
  return done;
}
