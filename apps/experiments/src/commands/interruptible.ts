/** The time in ms within which a second signal is the same key press, passed on by a launcher. */
const PATIENCE_MS = 300;

/** The time in ms after which work that has not stopped by itself is ended. */
const GRACE_MS = 1000;

/** The exit codes of programs that Ctrl-C or a shutdown ends. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs work that Ctrl-C or a shutdown can stop in an orderly way, and sets the exit code. If the
 * work does not stop soon, or a second signal arrives, ends the process. The files on disk can be
 * resumed from at any moment.
 *
 * @param work Returns whether it was completed. After it calls `release`, signals end the process at
 *   once, as by default. Use this for work that blocks signals.
 * @param onEnd Called before the process ends.
 */
export async function interruptible(
  work: (signal: AbortSignal, release: () => void) => Promise<boolean>,
  onEnd: () => void = () => {},
): Promise<boolean> {
  const controller = new AbortController();
  let first = Number.POSITIVE_INFINITY;
  let code: number | undefined;
  let grace: NodeJS.Timeout | undefined;
  const end = (): never => {
    onEnd();
    process.exit(code);
  };
  const stop = (signal: keyof typeof CODES): void => {
    if (performance.now() > first + PATIENCE_MS) end();
    if (code !== undefined) return;
    first = performance.now();
    code = CODES[signal];
    controller.abort();
    grace = setTimeout(end, GRACE_MS).unref();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, stop);
  const release = (): void => {
    for (const signal of signals) process.off(signal, stop);
  };
  let isEnded = false;
  try {
    isEnded = await work(controller.signal, release);
    return isEnded;
  } catch (error) {
    if (error !== controller.signal.reason) throw error;
    return false;
  } finally {
    release();
    if (isEnded) clearTimeout(grace);
    else process.exitCode = code;
  }
}
