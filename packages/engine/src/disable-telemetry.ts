import { isMainThread } from "node:worker_threads";

let isDisabled: Promise<void> | undefined;

/**
 * Keeps ONNX Runtime from storing an identifier of the machine and events for upload, which it does
 * from its first session on. A user who sets `ORT_DISABLE_TELEMETRY=0` allows it.
 */
export function disableTelemetry(): Promise<void> {
  isDisabled ??= disable();
  return isDisabled;
}

async function disable(): Promise<void> {
  if (process.env.ORT_DISABLE_TELEMETRY !== undefined) return;
  process.env.ORT_DISABLE_TELEMETRY = "1";
  // a thread has a copy of the environment, and ONNX Runtime reads that of the process
  if (!isMainThread) await evaluateInMainThread('process.env.ORT_DISABLE_TELEMETRY ??= "1"');
}

/** Gives up after five seconds: the main thread may be blocked, or inspection not be permitted. */
async function evaluateInMainThread(expression: string): Promise<void> {
  try {
    const { Session } = await import("node:inspector");
    const session = new Session();
    session.connectToMainThread();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 5000); // it also keeps the thread alive
      session.post("Runtime.evaluate", { expression }, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    session.disconnect();
  } catch {}
}
