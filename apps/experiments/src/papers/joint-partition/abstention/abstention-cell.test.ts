import { key, normal, uniform } from "@ebm/core";
import { logPartitionCertificate } from "@ebm/joint-partition";
import { exactLogPartitions, jointLosses, labelRankingModel, multilabelModel } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { EMBEDDED_IRIS } from "../../../tasks/embedded-iris.js";
import { informedDraws } from "../informed-draws.js";
import { labelRankingProtocol } from "../protocols.js";
import { runAbstentionCell } from "./abstention-cell.js";

test.each([
  ["pairwise", multilabelModel(4, "pairwise"), 0.25],
  ["pairwise, prior", multilabelModel(4, "pairwise"), 1],
  ["permutahedron", labelRankingModel(4, "permutahedron"), 0.25],
] as const)("weighted draws know log Z: %s", (_, experiment, share) => {
  const { noiseDim, draw } = informedDraws(experiment, 4, { share });
  const draws = 4000;
  const scores = normal(key(1), experiment.scores);
  const [energies, logWeights] = tf.tidy(() => {
    const of = tf.tensor2d(scores, [1, experiment.scores]);
    const uniforms = tf.tensor3d(uniform(key(2), draws * noiseDim), [1, draws, noiseDim]);
    const { y, logWeights } = draw(of, uniforms);
    return [experiment.energy(of, y).dataSync(), logWeights.dataSync()] as const;
  });
  const [exact] = exactLogPartitions(scores, { model: experiment, loss: jointLosses.logistic })!;
  const certificate = { sampleEnergy: energies, sampleLogWeights: logWeights, logPartition: 0 };
  // four standard errors
  const [low, high] = logPartitionCertificate(certificate, { z: 4 }).interval;
  expect(exact).toBeGreaterThan(low);
  expect(exact).toBeLessThan(high);
  expect(high - low).toBeLessThan(0.5);
});

test("a refitted τ has nearly the exact likelihood, and more draws narrow the interval", async () => {
  const protocol = labelRankingProtocol("iris");
  const metrics = await runAbstentionCell(
    {
      seed: 0,
      task: "label-ranking",
      dataset: EMBEDDED_IRIS,
      model: "permutahedron",
      method: "min-min logistic",
      protocol: {
        ...protocol,
        steps: 200,
        every: 100,
        samples: 20,
        folds: 1,
        settings: protocol.settings.slice(0, 1),
      },
      refit: {
        steps: 200,
        batchSize: 64,
        learningRate: 1e-2,
        samples: 8,
        share: 0.25,
        hidden: [32],
      },
      other: EMBEDDED_IRIS,
      counts: [10, 100],
    },
    { fetch: {}, signal: new AbortController().signal },
  );
  const number = (name: string): number => metrics[name] as number;
  expect(number("refitRmse")).toBeLessThan(0.3);
  expect(Math.abs(number("refitNll") - number("exactNll"))).toBeLessThan(0.3);
  expect(number("exactGraded")).toBeLessThan(number("randomGraded"));
  expect(number("informedWidth100")).toBeLessThan(number("priorWidth100"));
  expect(number("informedWidth100")).toBeLessThan(number("informedWidth10"));
  expect(metrics.exactCurve).toHaveLength(20);
});
