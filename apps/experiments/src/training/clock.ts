/** Tells a loop of short steps when to do what it need not do at each. */
export interface Clock {
  /** Seconds since it was made. */
  seconds(): number;
  /** True once in a while: often enough for people, seldom enough to cost nothing. */
  ticks(): boolean;
  /** True when so long has passed since the last checkpoint. */
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
