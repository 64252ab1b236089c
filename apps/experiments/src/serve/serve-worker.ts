import { parentPort, workerData } from "node:worker_threads";
import { InferenceSession, Tensor } from "onnxruntime-node";

// A thread of the server: it runs one model. It imports nothing of this program, so that Node runs
// it from source as it is.

interface Packed {
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
}

const session = await InferenceSession.create(workerData as Uint8Array, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
});

function tensorOf({ data, shape }: Packed): Tensor {
  if (data instanceof Float32Array) return new Tensor("float32", data, shape);
  if (data instanceof Float64Array) return new Tensor("float64", data, shape);
  if (data instanceof Int32Array) return new Tensor("int32", data, shape);
  return new Tensor("bool", data, shape);
}

parentPort!.on("message", async (feeds: Readonly<Record<string, Packed>>) => {
  try {
    const tensors = Object.entries(feeds).map(([name, packed]) => [name, tensorOf(packed)]);
    const results = await session.run(Object.fromEntries(tensors));
    const outputs = Object.entries(results).map(([name, { data, dims }]) => {
      return [name, { data, shape: dims }];
    });
    parentPort!.postMessage({ outputs: Object.fromEntries(outputs) });
  } catch (error) {
    parentPort!.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
parentPort!.postMessage("ready");
