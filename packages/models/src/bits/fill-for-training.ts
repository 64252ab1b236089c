import { foldIn, type Key, permutation, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { type BitRows, bitRows } from "./bit-rows.js";
import { completionsOf, knownLogProbs } from "./completions.js";
import type { WeighingRows } from "./fit-bits-base.js";
import { fitTreeMixture } from "./fit-tree-mixture.js";

export interface FillForTrainingInputs {
  readonly train: Matrix;
  readonly validation: Matrix;
  readonly levels: Int32Array;
  readonly key: Key;
  readonly signal?: AbortSignal | undefined;
}

export interface FilledForTraining {
  readonly train: Matrix;
  readonly validation: Matrix;
  /** The validation rows, of which only known entries count. */
  readonly weighing: WeighingRows;
}

/** The first fit sees entries of other rows; each later fit sees samples of the one before. */
const FITS = 4;

/** Number of completions of a validation row. */
const SAMPLES = 32;

/**
 * Fills in missing entries (NaN) for a fit: each by a sample given the known entries of its row, under
 * a mixture of trees that is fitted in turn with the entries that it fills (stochastic EM).
 */
export async function fillForTraining(inputs: FillForTrainingInputs): Promise<FilledForTraining> {
  const { train, validation, levels, key, signal } = inputs;
  const [firstKey, fitKey, sampleKey, weighKey] = split(key, 4);
  let filled = {
    train: fillFromOthers(train, train, firstKey),
    validation: fillFromOthers(validation, train, foldIn(firstKey, 1)),
  };
  let trees = await fitOnce();
  for (let fit = 1; fit <= FITS; fit++) {
    const sampled = (rows: Matrix, place: number): Matrix => {
      const own = foldIn(sampleKey, 2 * fit + place);
      return completionsOf(rows, trees, { samples: 1, most: 1, key: own }).values;
    };
    filled = { train: sampled(train, 0), validation: sampled(validation, 1) };
    if (fit < FITS) trees = await fitOnce();
  }
  const options = { samples: SAMPLES, most: SAMPLES, key: weighKey };
  const completions = completionsOf(validation, trees, options);
  const points = bitRows("fitBits", completions.values, levels);
  const rows = validation.shape[0];
  return {
    ...filled,
    weighing: {
      weights: new Float64Array(rows).fill(1),
      total: rows,
      logProb(base) {
        const logProb = base.logProb(points);
        return knownLogProbs(
          completions,
          [...points.indices].map((index) => logProb[index]!),
        );
      },
    },
  };

  function fitOnce() {
    const pack = (rows: Matrix): BitRows => bitRows("fitBits", rows, levels);
    return fitTreeMixture({
      train: pack(filled.train),
      validation: pack(filled.validation),
      components: 8,
      edges: true,
      smoothing: 2,
      iterations: 20,
      key: fitKey,
      signal,
    });
  }
}

/** Fills each missing entry with the entry of another row, chosen at random; 0 if there is none. */
function fillFromOthers({ data, shape }: Matrix, others: Matrix, key: Key): Matrix {
  const dim = shape[1];
  const out = data.slice();
  for (let j = 0; j < dim; j++) {
    const order = permutation(foldIn(key, j), others.shape[0]);
    const known = Array.from(order, (row) => others.data[row * dim + j]!).filter(
      (value) => !Number.isNaN(value),
    );
    for (let row = 0, next = 0; row < shape[0]; row++) {
      if (!Number.isNaN(data[row * dim + j]!)) continue;
      out[row * dim + j] = known.length > 0 ? known[next++ % known.length]! : 0;
    }
  }
  return { data: out, shape };
}
