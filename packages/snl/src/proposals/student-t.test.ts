import { key, normal } from "@ebm/core";
import { expectClose, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, test } from "vitest";
import { describeProposal } from "../../test/proposal-laws.js";
import { gaussian } from "./gaussian.js";
import { studentT } from "./student-t.js";

describeProposal("studentT, ν = 4", studentT({ location: [0.2], scale: [0.7], degrees: [4] }), {
  box: { low: [-60], high: [60] },
});
describeProposal("studentT, ν = 1", studentT({ location: [0], scale: [0.1], degrees: [1] }), {
  box: { low: [-100], high: [100] },
  points: 40001,
});

describe("studentT", () => {
  test("tends to the Gaussian as ν grows", () => {
    const t = studentT({ location: [0.5], scale: [2], degrees: [1e7] });
    const limit = gaussian({ mean: [0.5], factor: [[2]], whitener: [[0.5]] });
    const z = tf.tensor2d(normal(key(6), 20), [10, 2]);
    expectClose(t.sample(z), limit.sample(tf.slice(z, [0, 0], [10, 1])), { atol: 1e-4 });
    const y = tf.tensor2d(normal(key(7), 10), [10, 1]);
    expectClose(t.logProb(y), limit.logProb(y), { atol: 1e-4 });
  });

  test("multiplies along coordinates", () => {
    const both = studentT({ location: [0, 1], scale: [1, 2], degrees: [2, 5] });
    const y = generic([5, 2]) as tf.Tensor2D;
    const parts = [
      [0, 1, 2],
      [1, 2, 5],
    ].map(([location, scale, nu], j) =>
      studentT({ location: [location!], scale: [scale!], degrees: [nu!] }).logProb(
        tf.slice(y, [0, j], [-1, 1]),
      ),
    );
    expectClose(both.logProb(y), tf.addN(parts));
  });
});
