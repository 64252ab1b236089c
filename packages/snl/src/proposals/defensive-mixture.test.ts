import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { describeProposal } from "../../test/proposal-laws.js";
import { defensiveMixture } from "./defensive-mixture.js";
import { gaussian } from "./gaussian.js";
import { sharedProposal } from "./shared-proposal.js";
import { studentT } from "./student-t.js";
import { uniformBox } from "./uniform-box.js";

const narrow = gaussian({ mean: [0], factor: [[0.5]], whitener: [[2]] });
describeProposal(
  "defensiveMixture",
  defensiveMixture(
    { proposal: narrow, wide: studentT({ location: [0], scale: [3], degrees: [5] }) },
    { share: 0.3 },
  ),
  { box: { low: [-150], high: [150] }, points: 12001 },
);

describe("defensiveMixture", () => {
  const wide = gaussian({ mean: [0], factor: [[4]], whitener: [[0.25]] });
  const mixture = defensiveMixture({ proposal: narrow, wide }, { share: 0.25 });

  test("draws of each part by its share, to within one", () => {
    // the parts are apart: a uniform on [−1, 1] and one on [9, 11]
    const parts = defensiveMixture(
      {
        proposal: uniformBox({ low: [-1], high: [1] }),
        wide: uniformBox({ low: [9], high: [11] }),
      },
      { share: 0.1 },
    );
    for (const [seed, draws] of [
      [1, 40],
      [2, 41],
      [3, 47],
    ] as const) {
      const y = parts.sample(tf.tensor2d(normal(key(seed), draws * 2), [draws, 2])).dataSync();
      const count = y.filter((value) => value > 5).length;
      expect(Math.abs(count - draws / 10)).toBeLessThan(1);
      expect(y.slice(0, draws - count).every((value) => value < 5)).toBe(true);
    }
  });

  test("bounds the weights under it by 1 / share times those under the wide part", () => {
    const y = tf.tensor2d(
      normal(key(4), 200).map((z) => 8 * z),
      [200, 1],
    );
    const ratio = tf.sub(wide.logProb(y), mixture.logProb(y)).dataSync();
    expect(Math.max(...ratio)).toBeLessThanOrEqual(Math.log(4) + 1e-5);
  });

  test("is one of conditional proposals too", () => {
    const conditional = defensiveMixture(
      { proposal: sharedProposal(narrow), wide: sharedProposal(wide) },
      { share: 0.25 },
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

  test("refuses a share that is none", () => {
    expect(() =>
      defensiveMixture({ proposal: narrow, wide }, { share: 1 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: defensiveMixture: \`proposal\` has dim 1, \`wide\` 1 and \`share\` is 1, expected equal dims and 0 < share < 1.]`,
    );
  });
});
