/** Runs a task with the latest arguments only: what is asked for while it runs waits, or is replaced. */
export function latest<A extends readonly unknown[]>(
  run: (...inputs: A) => Promise<void>,
): (...inputs: A) => void {
  let next: A | undefined;
  let isBusy = false;
  const drain = async (): Promise<void> => {
    isBusy = true;
    try {
      while (next) {
        const now = next;
        next = undefined;
        await run(...now);
      }
    } finally {
      isBusy = false;
    }
  };
  return (...inputs) => {
    next = inputs;
    if (!isBusy) void drain();
  };
}
