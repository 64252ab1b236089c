import {
  callNamed,
  DivergedError,
  EbmError,
  type Layout,
  layoutOf,
  mapTree,
  type Tree,
  valueAndGrad,
} from "@ebm/core";
import { isPromise } from "@ebm/core/check";
import type { Optimizer } from "@ebm/optim";
import type { Feeds, Traceable } from "@ebm/trace";
import * as tf from "@tensorflow/tfjs-core";
import { checkOptimizer } from "./check-optimizer.js";
import type { Checkpoint } from "./checkpoint.js";
import type { Outputs, Result } from "./compile.js";
import { compileTraceable, type Runner } from "./compile-traceable.js";
import type { Batch, FeedsFor } from "./feeds-for.js";
import { findNonFinite } from "./find-non-finite.js";
import type { Runtime } from "./runtimes/runtime.js";

/** The loss, its parameters and the length of a training run. */
export interface TrainSteps<P extends Tree, B extends Batch, F extends Feeds = Feeds> {
  /** The loss to minimize: a pure function of tensors, including noise. */
  readonly loss: (params: P, batch: B) => tf.Scalar;
  /** The initial parameters. They are copied. */
  readonly params: P;
  readonly optimizer: Optimizer;
  /**
   * Returns the batch of a step, counted from 0, as a pure function of the step, so that a run can
   * resume. It may fill the same arrays each time.
   */
  readonly batches: (step: number) => F & FeedsFor<B, F>;
  /** Total number of updates, including those before a checkpoint. */
  readonly steps: number;
  /**
   * The checkpoint to continue from. The run ends with the same parameters, bit for bit, as one that
   * never stopped. Default: none.
   */
  readonly from?: Checkpoint;
}

/** The result of a step. */
export interface TrainInfo {
  /** Number of updates so far: 1 after the first. */
  readonly step: number;
  /** The loss of the step's batch, before the update. */
  readonly loss: number;
  /** ‖∇‖₂, before clipping. */
  readonly gradNorm: number;
  readonly learningRate: number;
}

/**
 * A training run. Iterating over it trains. You can leave the loop early and resume it later. All its
 * functions use the current parameters.
 */
export interface Training<P extends Tree> extends AsyncIterable<TrainInfo> {
  readonly step: number;
  /** Returns the parameters as new tensors, which the caller disposes. */
  params(): P;
  checkpoint(): Checkpoint;
  /** Compiles a function of the parameters and other inputs, without copying the parameters. */
  compile<I extends Batch, O extends Result>(
    f: (params: P, inputs: I) => O,
  ): <const F extends Feeds>(inputs: F & FeedsFor<I, F>) => Promise<Outputs<O>>;
  /** Frees the memory of the runtime. */
  dispose(): Promise<void>;
}

/** The name of the input that contains all parameters. */
const PARAMS = "$params";

/**
 * Trains in a runtime, as `train` does. It imports nothing of Node.
 *
 * @param stepRuntime The runtime of the training step. Default: `runtime`.
 */
export function trainOn<P extends Tree, B extends Batch, const F extends Feeds = Feeds>(
  runtime: Runtime,
  options: TrainSteps<P, B, F>,
  stepRuntime: Runtime = runtime,
): Training<P> {
  const { loss, optimizer, batches, steps, from } = options;
  // After the parameters are read, only their shapes are used.
  const layout = layoutOf(options.params);
  if (layout.segments.length === 0) {
    throw new EbmError("train: `params` has no tensors, expected one or more.");
  }
  checkOptimizer(optimizer);
  if (!(steps >= 0)) {
    throw new EbmError(`train: \`steps\` is ${steps}, expected a number from 0.`);
  }
  const state = optimizer.init(layout.segments);
  state.params.set(layout.read(options.params));
  if (from) {
    const { step: count, moments } = from;
    state.restore({ params: layout.write(from.params, "train: `from.params`"), moments, count });
  }
  const shape = [layout.size];
  const params = { [PARAMS]: { data: state.params, shape } };
  const lossValue = new Float32Array(1);
  const results = {
    loss: { data: lossValue, shape: [] },
    grad: { data: state.grad, shape },
  };
  const step = compileTraceable(trainingStep(loss, layout), stepRuntime);
  const compiled: Pick<Runner, "dispose">[] = [step];

  const next = async (): Promise<TrainInfo> => {
    const feeds = batches(state.count);
    const isPending = isPromise(feeds);
    if (isPending || typeof feeds !== "object") {
      const found = isPending ? "a promise" : typeof feeds;
      throw new EbmError(
        `train: \`batches\` returned ${found} at step ${state.count}, expected { data, shape } by name.`,
      );
    }
    await step({ ...feeds, ...params }, results);
    const [value] = lossValue as unknown as [number];
    if (!Number.isFinite(value)) throw notFinite("loss", value, { step: state.count, feeds });
    const { finite, gradNorm, learningRate } = state.step();
    if (!finite) throw notFinite("gradNorm", gradNorm, { step: state.count, feeds });
    return { step: state.count, loss: value, gradNorm, learningRate };
  };

  return {
    get step() {
      return state.count;
    },
    async *[Symbol.asyncIterator]() {
      while (state.count < steps) yield await next();
    },
    params() {
      const arrays = layout.named(state.params);
      return mapTree(options.params, ({ shape }, path) => tf.tensor(arrays[path]!.data, shape));
    },
    checkpoint() {
      const moments = Object.entries(state.moments).map(([name, data]) => [name, data.slice()]);
      return {
        step: state.count,
        params: layout.named(state.params),
        moments: Object.fromEntries(moments),
      };
    },
    compile<I extends Batch, O extends Result>(f: (params: P, inputs: I) => O) {
      const run = compileTraceable(({ [PARAMS]: vector, ...inputs }) => {
        return f(layout.unflatten(vector as tf.Tensor1D), inputs as unknown as I) as tf.Tensor;
      }, runtime);
      compiled.push(run);
      return async (inputs: Feeds) => (await run({ ...inputs, ...params })) as Outputs<O>;
    },
    async dispose() {
      await Promise.all(compiled.map((run) => run.dispose()));
    },
  };
}

/** Makes the loss and flat gradient as a function of the flat parameters and a batch. */
function trainingStep<P extends Tree, B extends Batch>(
  loss: (params: P, batch: B) => tf.Scalar,
  layout: Layout<P>,
): Traceable {
  return ({ [PARAMS]: vector, ...batch }) => {
    const params = layout.unflatten(vector as tf.Tensor1D);
    const { value, grad } = valueAndGrad((p: P) =>
      callNamed("train: `batch`", batch as unknown as B, (named) => loss(p, named)),
    )(params);
    return { loss: value, grad: layout.flatten(grad) };
  };
}

function notFinite(
  name: string,
  value: number,
  { step, feeds }: { readonly step: number; readonly feeds: Feeds },
): DivergedError {
  const cause = findNonFinite(feeds);
  return new DivergedError(
    `train: \`${name}\` is ${value} at step ${step + 1}, expected a finite number. ` +
      (cause ? `In its batch ${cause}. ` : "") +
      `The parameters are those after step ${step}.`,
    { step: step + 1 },
  );
}
