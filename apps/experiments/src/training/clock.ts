/** Limits how often a loop of short steps does other work. */
export interface Clock {
  /** Returns the seconds since the clock was created. */
  seconds(): number;
  /** Returns true a few times per second, often enough for people, at negligible cost. */
  ticks(): boolean;
  /** Returns true if the time between checkpoints has passed since the last one. */
  checkpointDue(): boolean;
}

const TICK_SECONDS = 0.05;

export function createClock(checkpointSeconds: number): Clock {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  return { seconds, ticks: every(TICK_SECONDS), checkpointDue: every(checkpointSeconds) };

  function every(period: number): () => boolean {
    let last = 0;
    return () => {
      const now = seconds();
      if (now - last < period) return false;
      last = now;
      return true;
    };
  }
}
