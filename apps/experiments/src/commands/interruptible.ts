/** A signal that follows another sooner than this is the same key press, passed on by a launcher. */
const PATIENCE_MS = 300;

/** Work that has not stopped by itself after this time is ended. */
const GRACE_MS = 1000;

/** The exit codes of programs that Ctrl-C and a shutdown end. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Does work that the signals of Ctrl-C and of a shutdown stop in an orderly way, and sets the exit
 * code. If the work does not stop soon, or on a second signal, ends the process: whatever is on the
 * disk at any moment can be gone on from.
 *
 * @param work Returns whether it came to its end. From when it calls `release`, signals end the
 *   process at once, as by default: for work that would not let them in.
 * @param onEnd Called before the process is ended.
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
