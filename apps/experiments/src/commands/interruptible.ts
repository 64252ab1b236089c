/** After so long, another signal ends the program at once: sooner, it is the same key press. */
const PATIENCE_MS = 1000;

/**
 * Does work that the signals of Ctrl-C and of a shutdown stop in an orderly way. Launchers such as
 * pnpm pass on a signal that the terminal has sent to all already, so it may come twice.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let first = Number.POSITIVE_INFINITY;
  const stop = (): void => {
    if (performance.now() > first + PATIENCE_MS) process.exit(130);
    first = Math.min(first, performance.now());
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
