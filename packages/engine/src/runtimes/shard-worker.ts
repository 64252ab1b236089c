import { workerData } from "node:worker_threads";
import { InferenceSession, Tensor } from "onnxruntime-node";

// A thread of `shards`: it runs one model repeatedly, on shared memory. It imports nothing from this
// package, so that Node can run it from source.

type Elements = Float32Array | Float64Array | Int32Array | Uint8Array;

/** An input or an output in shared memory. */
export interface Shared {
  readonly name: string;
  readonly dtype: "float32" | "float64" | "int32" | "bool";
  readonly shape: readonly number[];
  readonly data: Elements;
}

export interface ShardData {
  readonly model: Uint8Array;
  readonly options: InferenceSession.SessionOptions;
  /** Number of times to check for work before sleeping. */
  readonly spins: number;
  /** [requested runs, completed runs]. */
  readonly control: Int32Array;
  readonly inputs: readonly Shared[];
  readonly outputs: readonly Shared[];
}

const { model, options, spins, control, inputs, outputs } = workerData as ShardData;
const tensors = (list: readonly Shared[]): Record<string, Tensor> =>
  Object.fromEntries(
    list.map(({ name, dtype, shape, data }) => [name, new Tensor(dtype, data, shape)]),
  );
const [feeds, fetches] = [tensors(inputs), tensors(outputs)];
const session = await InferenceSession.create(model, options);

for (let runs = 0; ; runs++) {
  for (let i = 0; i < spins && Atomics.load(control, 0) === runs; i++);
  Atomics.wait(control, 0, runs);
  const copies = await session.run(feeds, fetches);
  // As in `freeCopy` of session.ts: outputs are bound to shared memory.
  for (const { data } of Object.values(copies)) {
    const { buffer } = data as Elements;
    if (buffer instanceof ArrayBuffer) buffer.transfer(0);
  }
  Atomics.store(control, 1, runs + 1);
  Atomics.notify(control, 1);
}
