import { Worker } from "node:worker_threads";
import { EbmError } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import {
  encodeModel,
  type Feeds,
  type Packed,
  packedDtype,
  type TensorSpec,
  type Traceable,
  trace,
} from "@ebm/trace";
import * as tf from "@tensorflow/tfjs-core";
import { checkFeeds } from "./check-feeds.js";
import type { Runner } from "./compile-traceable.js";
import { disableTelemetry } from "./disable-telemetry.js";
import { openSession, sessionOptions } from "./session.js";
import type { ShardData, Shared } from "./shard-worker.js";

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
 * Compiles a function to its mean over equal parts of a batch, one part per thread. The results are
 * added in a fixed order, so runs repeat bit for bit. All outputs must be given in `into`.
 */
export function compileShards(f: Traceable, { count, split }: Shards): Runner {
  checkCount("train", { "shards.count": count }, { least: 2 });
  let opened: ReturnType<typeof open> | undefined;
  let whole: Promise<void> | undefined;

  const open = async (inputs: Feeds, outputs: Feeds) => {
    checkFeeds(inputs);
    const unknown = split.find((name) => !(name in inputs));
    if (unknown !== undefined) {
      throw new EbmError(
        `train: \`shards.split\` has ${unknown}, expected inputs: ${Object.keys(inputs).join(", ")}.`,
      );
    }
    const first = partOf(inputs, { count, split }, 0);
    const model = encodeModel(trace(f, specsOf(first)));
    await disableTelemetry();
    const others = Array.from({ length: count - 1 }, () => startPart(model, first, outputs));
    const own = copiesOf(outputs, ArrayBuffer);
    const results = others.map((part) => feedsOf(part.outputs));
    const parts = Object.fromEntries(
      [own, ...results].flatMap((part, i) =>
        Object.entries(part).map(([name, packed]) => [`${name}.${i}`, packed] as const),
      ),
    );
    const names = Object.keys(outputs);
    const mean = encodeModel(trace((values) => meanOf(values, names, count), specsOf(parts)));
    return { step: await openSession(model), mean: await openSession(mean), others, own, parts };
  };

  const run = async (inputs: Feeds, into: Feeds = {}): Promise<Feeds> => {
    opened ??= open(inputs, into);
    const { step, mean, others, own, parts } = await opened;
    for (const [i, { inputs: shared, control }] of others.entries()) {
      const part = partOf(inputs, { count, split }, i + 1);
      for (const { name, data } of shared) data.set(part[name]!.data);
      Atomics.add(control, ASKED, 1);
      Atomics.notify(control, ASKED);
    }
    await step.run(partOf(inputs, { count, split }, 0), own);
    for (const part of others) await done(part);
    const results = await mean.run(parts, into);
    whole ??= checkMean(f, inputs, results);
    await whole;
    return results;
  };

  return Object.assign(run, {
    async dispose() {
      const pool = await opened?.catch(() => undefined); // where opening failed nothing is held
      opened = undefined;
      if (!pool) return;
      const { step, mean, others } = pool;
      const ends = others.map(({ worker }) => worker.terminate());
      await Promise.all([step.dispose(), mean.dispose(), ...ends]);
    },
  });
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

function startPart(model: Uint8Array, inputs: Feeds, outputs: Feeds): Part {
  const shared = (feeds: Feeds): Shared[] =>
    Object.entries(copiesOf(feeds, SharedArrayBuffer)).map(([name, packed]) => ({
      name,
      dtype: packedDtype(packed),
      ...packed,
    }));
  const workerData: ShardData = {
    model,
    options: sessionOptions(),
    spins: SPINS,
    control: new Int32Array(new SharedArrayBuffer(8)),
    inputs: shared(inputs),
    outputs: shared(outputs),
  };
  // The entry has the extension of this file: .js if built, .ts from source.
  const entry = new URL(import.meta.url.replace("compile-shards", "shard-worker"));
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

function copiesOf(
  feeds: Feeds,
  Memory: ArrayBufferConstructor | SharedArrayBufferConstructor,
): Feeds {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, { data, shape }]) => {
      const Elements = data.constructor as Float32ArrayConstructor;
      return [name, { data: new Elements(new Memory(data.byteLength)), shape }];
    }),
  );
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
  const cut = (name: string, { data, shape }: Packed): Packed => {
    if (!split.includes(name)) return { data, shape };
    const [rows = 0, ...rest] = shape;
    if (rows % count !== 0 || rows === 0) {
      throw new EbmError(
        `train: \`${name}\` has ${rows} rows, expected a multiple of the ${count} shards.`,
      );
    }
    const size = data.length / count;
    return { data: data.subarray(part * size, (part + 1) * size), shape: [rows / count, ...rest] };
  };
  return Object.fromEntries(
    Object.entries(feeds).map(([name, packed]) => [name, cut(name, packed)]),
  );
}
