import { defensive, key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { describeProposal } from "../../test/proposal-laws.js";

import { gaussian } from "./gaussian.js";
import { sharedProposal } from "./shared-proposal.js";
import { studentT } from "./student-t.js";

const narrow = gaussian({ mean: [0], factor: [[0.5]], whitener: [[2]] });
describeProposal(
  "defensive",
  defensive(
    { proposal: narrow, wide: studentT({ location: [0], scale: [3], degrees: [5] }) },
    { share: 0.3, stratified: true },
  ),
  { box: { low: [-150], high: [150] }, points: 12001 },
);

describe("defensive", () => {
  const wide = gaussian({ mean: [0], factor: [[4]], whitener: [[0.25]] });
  const mixture = defensive({ proposal: narrow, wide }, { share: 0.25, stratified: true });

  test("bounds the weights under it by 1 / share times those under the wide part", () => {
    const y = tf.tensor2d(
      normal(key(4), 200).map((z) => 8 * z),
      [200, 1],
    );
    const ratio = tf.sub(wide.logProb(y), mixture.logProb(y)).dataSync();
    expect(Math.max(...ratio)).toBeLessThanOrEqual(Math.log(4) + 1e-5);
  });

  test("is one of conditional proposals too", () => {
    const conditional = defensive(
      { proposal: sharedProposal(narrow), wide: sharedProposal(wide) },
      { share: 0.25, stratified: true },
    );
    const z = tf.tensor3d(normal(key(5), 3 * 40 * 2), [3, 40, 2]);
    const y = conditional.sample(z);
    for (let i = 0; i < 3; i++) {
      const row = tf.squeeze(tf.slice(z, i, 1), [0]) as tf.Tensor2D;
      const alone = mixture.sample(row);
      expectClose(tf.slice(y, i, 1), alone);
      expectClose(tf.slice(conditional.logProb(y), i, 1), mixture.logProb(alone));
    }
  });
});
