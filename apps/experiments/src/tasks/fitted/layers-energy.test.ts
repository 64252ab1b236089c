import { key, type Tree, uniform } from "@ebm/core";
import { fitTilt, type Tilt } from "@ebm/models";
import { fromLayers } from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { expect, test } from "vitest";

const DIM = 3;

/** Rows of fair bits of which the third is the parity of the others, nine times in ten. */
function parityRows(seed: number, rows: number) {
  const u = uniform(key(seed), rows * DIM);
  const data = new Float32Array(rows * DIM);
  for (let row = 0; row < rows; row++) {
    const [a, b] = [0, 1].map((j) => Number(u[row * DIM + j]! < 0.5));
    data.set([a!, b!, u[row * DIM + 2]! < 0.9 ? a! ^ b! : 1 - (a! ^ b!)], row * DIM);
  }
  return {
    y: { data, shape: [rows, DIM] as const },
    sample: (request: { readonly samples: number; readonly key: ReturnType<typeof key> }) =>
      uniform(request.key, request.samples * DIM).map((v) => Number(v < 0.5)),
  };
}

test("a model of tf.layers is an energy on top of a base", async () => {
  const net = sequential({
    layers: [
      layers.dense({ units: 16, activation: "tanh", inputShape: [DIM] }),
      // 0 at the start, so that the model starts as its base
      layers.dense({ units: 1, kernelInitializer: "zeros" }),
    ],
  });
  const { params, apply } = fromLayers(net);
  const tilt: Tilt<Tree> = {
    params,
    energy(own, y) {
      const [batch, samples] = y.shape;
      const rows = tf.reshape(y, [batch * samples, DIM]);
      return tf.reshape(apply(own as tf.Tensor[], rows), [batch, samples]);
    },
  };
  const fitted = await fitTilt({
    tilt,
    train: parityRows(1, 2000),
    validation: parityRows(2, 1000),
    learningRate: 0.02,
    l2: 1e-5,
    steps: 400,
  });
  expect(fitted.kept).toBe(true);
  // log 2 less the entropy of (0.9, 0.1)
  const possible = Math.log(2) + 0.9 * Math.log(0.9) + 0.1 * Math.log(0.1);
  expect(fitted.verdict.gain).toBeGreaterThan(0.8 * possible);
});
