import { Worker } from "node:worker_threads";
import { InferenceSession, Tensor } from "onnxruntime-node";

// A process of the server that runs one model. It imports nothing of this program, so that Node can
// run it from source. ONNX Runtime blocks its thread, and cannot stop a run from inside, so the
// server ends the process instead.

interface Start {
  readonly model: Uint8Array;
  /** The memory that a request may add to this process, in bytes. */
  readonly memory: number;
  /** The largest size of one output, in bytes. */
  readonly outputLimit: number;
}

interface Sent {
  readonly data: Float32Array | readonly string[];
  readonly shape: readonly number[];
}

// onnxruntime-node takes half precision as bits, and fails if Node has an array type for it.
Object.assign(globalThis, { Float16Array: undefined });

// Ctrl-C reaches all processes of a terminal, but the server decides when this one ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.on("disconnect", () => process.exit());
process.once("message", (start: Start) => void serve(start));

async function serve({ model, memory, outputLimit }: Start): Promise<void> {
  try {
    const session = await InferenceSession.create(model, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    const types = new Map(
      session.inputMetadata.map((input) => [input.name, input.isTensor ? input.type : "string"]),
    );
    process.on("message", async (sent: Readonly<Record<string, Sent>>) => {
      try {
        const tensors = Object.entries(sent).map(([name, { data, shape }]) => {
          return [name, new Tensor(types.get(name)! as "float32", data as Float32Array, shape)];
        });
        const results = await session.run(Object.fromEntries(tensors));
        process.send!({ outputs: packed(results, outputLimit) });
      } catch (error) {
        process.send!({
          error: `the model: ${error instanceof Error ? error.message : String(error)}`,
        });
      }
    });
    const entry = new URL(import.meta.url.replace("serve-worker", "watch-memory"));
    const workerData = { most: process.memoryUsage.rss() + memory, parent: process.ppid };
    new Worker(entry, { workerData }).unref();
    process.send!({ ready: true });
  } catch (error) {
    process.send!({ error: error instanceof Error ? error.message : String(error) });
  }
}

function packed(results: InferenceSession.ReturnType, limit: number): object {
  const outputs = Object.entries(results).map(([name, { data, dims }]) => {
    const bytes = ArrayBuffer.isView(data) ? data.byteLength : String(data).length;
    if (bytes > limit) {
      throw new Error(`output \`${name}\` has ${bytes} bytes, expected at most ${limit}.`);
    }
    return [name, { data, shape: dims }];
  });
  return Object.fromEntries(outputs);
}
