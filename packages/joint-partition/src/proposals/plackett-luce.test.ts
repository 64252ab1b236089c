import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { rankings } from "../../test/members.js";
import { describeProposal } from "../../test/proposal-laws.js";
import { plackettLuce } from "./plackett-luce.js";

describeProposal("plackettLuce", plackettLuce, rankings(4));

test("is a softmax of the best, then one of those that remain", () => {
  const [a, b, c] = [Math.exp(0.3), Math.exp(-0.1), Math.exp(0.7)];
  const { logProb } = plackettLuce(tf.tensor2d([[0.3, -0.1, 0.7]]));
  // c is the best, then a
  expectClose(logProb(tf.tensor3d([[[1, 0, 2]]])), Math.log((c / (a + b + c)) * (a / (a + b))));
  // the order alone counts
  expectClose(logProb(tf.tensor3d([[[0, -1, 1]]])), logProb(tf.tensor3d([[[1, 0, 2]]])));
});

test("is uniform at equal scores, and ranks even where noise ties, or is 0", () => {
  const { sample, logProb } = plackettLuce(tf.zeros([1, 4]));
  expectClose(logProb(tf.tensor3d([rankings(4)])), new Array(24).fill(-Math.log(24)));
  const noise = tf.tensor3d([
    [
      [0, 0, 0, 0],
      [0.5, 0.5, 0.2, 0.7],
    ],
  ]);
  expect(sample(noise).arraySync()).toEqual([
    [
      [3, 2, 1, 0],
      [2, 1, 0, 3],
    ],
  ]);
});
