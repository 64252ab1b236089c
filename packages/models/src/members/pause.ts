/** Milliseconds of work between two pauses: short for people, long for the work. */
const PATIENCE_MS = 50;

let last = 0;

/**
 * Lets signals, timers and other work of the event loop in, if that was not done recently. Throws if
 * `signal` is aborted.
 */
export async function pause(signal?: AbortSignal): Promise<void> {
  if (performance.now() - last > PATIENCE_MS) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    last = performance.now();
  }
  signal?.throwIfAborted();
}
