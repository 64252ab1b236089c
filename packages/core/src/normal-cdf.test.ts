import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { normalCdf } from "./normal-cdf.js";

test("normalCdf has the values of Φ, within [0, 1] in the tails", () => {
  expectClose(
    normalCdf(tf.tensor1d([-1.96, -1, 0, 1, 1.96])),
    [0.0249979, 0.1586553, 0.5, 0.8413447, 0.9750021],
  );
  expect(normalCdf(tf.tensor1d([-1e4, 1e4])).arraySync()).toEqual([0, 1]);
});
