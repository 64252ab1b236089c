import type { Tree } from "@ebm/core";
import type { Feeds } from "@ebm/trace";
import { runtimeOf } from "#runtime-of";
import { shardedRuntime } from "#sharded-runtime";
import type { CompileOptions } from "./compile-options.js";
import type { Batch } from "./feeds-for.js";
import type { Shards } from "./runtimes/sharded-runtime.js";
import { type Training, type TrainSteps, trainOn } from "./train-on.js";

export interface TrainOptions<P extends Tree, B extends Batch, F extends Feeds = Feeds>
  extends CompileOptions,
    TrainSteps<P, B, F> {
  /**
   * Threads that each compute a part of the batch. The loss must be the mean of the losses of the
   * parts; otherwise the first step throws. Each part runs in ONNX Runtime; eager runs compute the batch
   * as a whole.
   * Default: none.
   */
  readonly shards?: Shards;
}

/**
 * Trains parameters on a loss. The loss and its gradient are traced once. ONNX Runtime runs them on one
 * flat vector, which the optimizer updates in place.
 *
 * With `runtime: "tfjs"` the same function runs eagerly on the current backend of tfjs.
 *
 * @example
 * const run = train({ loss, params, optimizer: adam({ learningRate: 1e-3 }), batches, steps: 1000 });
 * for await (const { step, loss } of run) report(step, loss);
 *
 * @throws {DivergedError} While iterating, if a loss or a gradient is not finite. The parameters
 *   stay those of the step before.
 */
export function train<P extends Tree, B extends Batch, const F extends Feeds = Feeds>(
  options: TrainOptions<P, B, F>,
): Training<P> {
  const { shards, steps } = options;
  const runtime = runtimeOf(options);
  const isSharded = shards && runtime.name !== "tfjs";
  const stepRuntime = isSharded ? shardedRuntime(shards) : runtimeOf(options, steps);
  return trainOn<P, B, F>(runtime, options, stepRuntime);
}
