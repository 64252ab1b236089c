import { Worker } from "node:worker_threads";
import { EbmError } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import {
  encodeModel,
  type Feeds,
  packedDtype,
  type TensorSpec,
  type Traceable,
  trace,
} from "@ebm/trace";
import * as tf from "@tensorflow/tfjs-core";
import { disableTelemetry } from "../disable-telemetry.js";
import { openSession, sessionOptions } from "../session.js";
import type { InputSpecs, Runtime } from "./runtime.js";
import type { ShardData, Shared } from "./shard-worker.js";
import { traceFloats } from "./trace-floats.js";

/** The division of a batch between threads. */
export interface Shards {
  /** Number of threads, including the calling one. Each computes an equal part. */
  readonly count: number;
  /** The inputs that are split along their first axis. All threads get the others whole. */
  readonly split: readonly string[];
}

/** A thread and the memory that it shares with this one. */
interface Part {
  readonly worker: Worker;
  readonly failed: Promise<never>;
  readonly control: Int32Array;
  readonly inputs: readonly Shared[];
  readonly outputs: readonly Shared[];
}

/**
 * Returns the runtime that computes a function as its mean over equal parts of a batch, one part per
 * thread, in ONNX Runtime. The results are added in a fixed order, so runs repeat bit for bit. All
 * outputs must be given in `into`.
 */
export function shardedRuntime({ count, split }: Shards): Runtime {
  checkCount("train", { "shards.count": count }, { least: 2 });

  const start = async (f: Traceable, inputs: InputSpecs) => {
    const unknown = split.find((name) => !(name in inputs));
    if (unknown !== undefined) {
      throw new EbmError(
        `train: \`shards.split\` has ${unknown}, expected inputs: ${Object.keys(inputs).join(", ")}.`,
      );
    }
    const first = mapRecord(inputs, (spec, name) => ({
      ...spec,
      shape: split.includes(name)
        ? partShape(name, spec.shape as readonly number[], count)
        : spec.shape,
    }));
    const traced = traceFloats(f, first);
    const model = encodeModel(traced);
    await disableTelemetry();
    const others = Array.from({ length: count - 1 }, () =>
      startPart(model, sharedOf(first), sharedOf(traced.outputs)),
    );
    const own = mapRecord(traced.outputs, ({ shape }) => ({
      data: new Float32Array(sizeOf(shape)),
      shape,
    }));
    const results = others.map((part) => feedsOf(part.outputs));
    const parts = Object.fromEntries(
      [own, ...results].flatMap((part, i) =>
        Object.entries(part).map(([name, packed]) => [`${name}.${i}`, packed] as const),
      ),
    );
    const names = Object.keys(traced.outputs);
    const mean = encodeModel(trace((values) => meanOf(values, names, count), specsOf(parts)));
    return { step: await openSession(model), mean: await openSession(mean), others, own, parts };
  };

  const open: Runtime["open"] = async (f, inputs) => {
    const { step, mean, others, own, parts } = await start(f, inputs);
    let whole: Promise<void> | undefined;
    return {
      async run(feeds, into = {}) {
        for (const [i, { inputs: shared, control }] of others.entries()) {
          const part = partOf(feeds, { count, split }, i + 1);
          for (const { name, data } of shared) data.set(part[name]!.data);
          Atomics.add(control, ASKED, 1);
          Atomics.notify(control, ASKED);
        }
        await step.run(partOf(feeds, { count, split }, 0), own);
        for (const part of others) await done(part);
        const results = await mean.run(parts, into);
        whole ??= checkMean(f, feeds, results);
        await whole;
        return results;
      },
      async dispose() {
        const ends = others.map(({ worker }) => worker.terminate());
        await Promise.all([step.dispose(), mean.dispose(), ...ends]);
      },
    };
  };
  return { name: "onnx", open };
}

const [ASKED, DONE] = [0, 1];

/** Number of times that a thread checks memory before it sleeps: about 100 µs. */
const SPINS = 10_000;

async function done({ control, failed, worker }: Part): Promise<void> {
  const asked = Atomics.load(control, ASKED);
  for (let i = 0; i < SPINS && Atomics.load(control, DONE) !== asked; i++);
  if (Atomics.load(control, DONE) === asked) return;
  const { value } = Atomics.waitAsync(control, DONE, asked - 1);
  worker.ref(); // to wait asynchronously does not keep a process alive
  await Promise.race([value, failed]);
  worker.unref();
}

function startPart(model: Uint8Array, inputs: readonly Shared[], outputs: readonly Shared[]): Part {
  const workerData: ShardData = {
    model,
    options: sessionOptions(),
    spins: SPINS,
    control: new Int32Array(new SharedArrayBuffer(8)),
    inputs,
    outputs,
  };
  // The entry has the extension of this file: .js if built, .ts from source.
  const entry = new URL(import.meta.url.replace("sharded-runtime", "shard-worker"));
  const worker = new Worker(entry, { workerData });
  worker.unref(); // a run that ends ends the process
  const failed = new Promise<never>((_, reject) => {
    worker.once("error", (cause) =>
      reject(new EbmError(`train: a shard failed: ${cause.message}`, { cause })),
    );
  });
  failed.catch(() => {}); // the next wait reports it
  return { worker, failed, ...workerData };
}

/** Allocates shared memory for tensors. */
function sharedOf(specs: InputSpecs): Shared[] {
  return Object.entries(specs).map(([name, { shape, dtype }]) => {
    const Elements = { int32: Int32Array, bool: Uint8Array }[dtype] ?? Float32Array;
    const sizes = shape as readonly number[];
    const bytes = sizeOf(sizes) * Elements.BYTES_PER_ELEMENT;
    const data = new (Elements as Float32ArrayConstructor)(new SharedArrayBuffer(bytes));
    return { name, dtype: dtype as Shared["dtype"], shape: sizes, data };
  });
}

function feedsOf(list: readonly Shared[]): Feeds {
  return Object.fromEntries(list.map(({ name, data, shape }) => [name, { data, shape }]));
}

function specsOf(feeds: Feeds): Record<string, TensorSpec> {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, packed]) => [
      name,
      { shape: packed.shape, dtype: packedDtype(packed) },
    ]),
  );
}

/** Refuses a function that is not a mean over the parts, because another loss would be trained. */
async function checkMean(f: Traceable, inputs: Feeds, means: Feeds): Promise<void> {
  const session = await openSession(encodeModel(trace(f, specsOf(inputs))));
  const whole = await session.run(inputs);
  await session.dispose();
  for (const [name, { data }] of Object.entries(whole)) {
    const mean = means[name]!.data;
    let largest = 0;
    for (const x of data) largest = Math.max(largest, Math.abs(x));
    const odd = data.findIndex((x, i) => !(Math.abs(x - mean[i]!) <= 1e-3 * largest));
    if (odd < 0) continue;
    throw new EbmError(
      `train: \`${name}\` has ${data[odd]} at ${odd} for the batch, and ${mean[odd]} as the mean over ` +
        "its shards, expected the same: `shards` are for losses that are means over the inputs in `split`.",
    );
  }
}

/** Computes the mean over the parts, for each name. */
function meanOf(
  values: Readonly<Record<string, tf.Tensor>>,
  names: readonly string[],
  count: number,
): Record<string, tf.Tensor> {
  const mean = (name: string): tf.Tensor => {
    const parts = Array.from({ length: count }, (_, i) => values[`${name}.${i}`]!);
    return tf.mul(tf.addN(parts), 1 / count);
  };
  return Object.fromEntries(names.map((name) => [name, mean(name)]));
}

/** Returns the part of a batch that one thread computes, without a copy. */
function partOf(feeds: Feeds, { count, split }: Shards, part: number): Feeds {
  return mapRecord(feeds, ({ data, shape }, name) => {
    if (!split.includes(name)) return { data, shape };
    const size = data.length / count;
    const rows = data.subarray(part * size, (part + 1) * size);
    return { data: rows, shape: partShape(name, shape, count) };
  });
}

function partShape(
  name: string,
  [rows = 0, ...rest]: readonly number[],
  count: number,
): readonly number[] {
  if (rows % count === 0 && rows > 0) return [rows / count, ...rest];
  throw new EbmError(
    `train: \`${name}\` has ${rows} rows, expected a multiple of the ${count} shards.`,
  );
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, axis) => product * axis, 1);
}

function mapRecord<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A, name: string) => B,
): Record<string, B> {
  const entries = Object.entries(record).map(([name, value]) => [name, map(value, name)]);
  return Object.fromEntries(entries);
}
