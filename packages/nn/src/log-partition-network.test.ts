import { key } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { initMlp } from "./init-mlp.js";
import { logPartitionNetwork } from "./log-partition-network.js";
import { mlp } from "./mlp.js";

test("is an mlp's one output, per input", () => {
  const params = initMlp({ key: key(1), sizes: [3, 8, 1], activation: "tanh" });
  const x = tf.tensor2d([
    [1, -2, 3],
    [0, 1, 0],
  ]);
  const tau = logPartitionNetwork(params, x, { activation: "tanh" });
  expect(tau.shape).toEqual([2]);
  expectClose(tau, mlp(params, x, { activation: "tanh" }));
});
