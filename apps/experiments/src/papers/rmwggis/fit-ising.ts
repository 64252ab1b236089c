import type { Key } from "@ebm/core";
import type { Couplings, Matrix } from "@ebm/datasets";
import { type IsingParams, isingEnergy } from "@ebm/nn";
import { fitTemperature } from "@ebm/rmwggis";
import * as tf from "@tensorflow/tfjs-core";
import { minibatches } from "../../training/minibatches.js";
import { optimizer } from "../../training/optimizer.js";
import { rowRange } from "../../training/row-range.js";
import { trainToEnd } from "../../training/train-to-end.js";
import { fitDivergence } from "./fit-divergence.js";
import { flipRatios } from "./flip-ratios.js";
import { pseudoNll } from "./pseudo-nll.js";
import { type RatioMatchingMethodName, ratioMatchingMethod } from "./ratio-matching-method.js";
import { ratioMatchingTraining } from "./ratio-matching-training.js";

/** The way to learn couplings of spins. */
export type IsingFit = {
  readonly method: RatioMatchingMethodName | keyof typeof DIVERGENCES;
  readonly neighbors: number;
  readonly batchSize: number;
  readonly steps: number;
  readonly learningRate: number;
};

const DIVERGENCES = {
  "CD-1, Gibbs": { persistent: false, chain: "Gibbs" },
  "PCD, Gibbs": { persistent: true, chain: "Gibbs" },
  "PCD, Gibbs with gradients": { persistent: true, chain: "Gibbs with gradients" },
} as const;

/** The methods that learn another distribution than that of the data: about its power ¼. */
const EQ4: readonly IsingFit["method"][] = ["ratio matching", "RMwGGIS (advanced)"];

/** The largest number of rows that judge a fit. */
const ROWS = 500;

export interface FitIsingInputs {
  readonly x: Matrix;
  /** The rows that judge the fit. Default: those of x. */
  readonly validation?: Matrix;
  /** λ of the penalty λ Σ |Jᵢⱼ| over ordered pairs. */
  readonly penalty: number;
  readonly keys: Readonly<Record<"order" | "noise", Key>>;
  readonly signal: AbortSignal;
}

export interface LearnedIsing {
  /** The couplings: symmetric, and multiplied by the scale. */
  readonly couplings: Couplings;
  /**
   * The β with the highest pseudo-likelihood of x for methods that learn a power of p, otherwise 1.
   */
  readonly scale: number;
  /** −mean Σᵢ log p(xᵢ | all others) of the rows that judge the fit, in nats. */
  readonly pseudoNll: number;
  readonly seconds: number;
}

/** Learns all J and b, starting at zero. */
export async function fitIsing(
  { method, neighbors, batchSize, steps, learningRate }: IsingFit,
  { x, validation = x, penalty, keys, signal }: FitIsingInputs,
): Promise<LearnedIsing> {
  const spins = x.shape[1];
  const params: IsingParams = { couplings: tf.zeros([spins, spins]), biases: tf.zeros([spins]) };
  const batches = minibatches({ rows: { x }, batchSize, keys });
  const inputs = {
    params,
    optimizer: optimizer({ learningRate, steps }),
    rows: (step: number) => batches(step).x,
    key: keys.noise,
    steps,
    penalty: ({ couplings: J }: IsingParams): tf.Scalar =>
      tf.mul(penalty / 2, tf.sum(tf.abs(tf.add(J, tf.transpose(J))))),
  };
  const begin = performance.now();
  const { run } = isDivergence(method)
    ? await fitDivergence({ ...inputs, ...DIVERGENCES[method], signal })
    : await trainToEnd(
        ratioMatchingTraining({
          ...inputs,
          method: ratioMatchingMethod(method, { neighbors }),
          energy: isingEnergy,
        }),
        { signal },
      );
  const seconds = (performance.now() - begin) / 1000;
  try {
    const ratiosOf = flipRatios(run, isingEnergy);
    const judged = rowRange(validation, 0, ROWS);
    const scale = EQ4.includes(method) ? fitTemperature(await ratiosOf(rowRange(x, 0, ROWS))) : 1;
    const nll = pseudoNll(await ratiosOf(judged), { beta: scale, rows: judged.shape[0] });
    const { couplings } = run.params();
    const learned = symmetric(couplings.dataSync(), { spins, scale });
    return { couplings: learned, scale, pseudoNll: nll, seconds };
  } finally {
    await run.dispose();
  }
}

function isDivergence(method: IsingFit["method"]): method is keyof typeof DIVERGENCES {
  return method in DIVERGENCES;
}

function symmetric(
  data: ArrayLike<number>,
  { spins, scale }: { readonly spins: number; readonly scale: number },
): Couplings {
  const learned = new Float64Array(spins * spins);
  for (let i = 0; i < spins; i++) {
    for (let j = 0; j < spins; j++) {
      if (i === j) continue;
      learned[i * spins + j] = (scale * (data[i * spins + j]! + data[j * spins + i]!)) / 2;
    }
  }
  return { data: learned, shape: [spins, spins] };
}
