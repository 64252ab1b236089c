/**
 * Runs some work, and measures the user CPU seconds of this process meanwhile, over all threads.
 */
export async function userSeconds<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly seconds: number }> {
  const start = process.cpuUsage();
  const result = await work();
  return { result, seconds: process.cpuUsage(start).user / 1e6 };
}
