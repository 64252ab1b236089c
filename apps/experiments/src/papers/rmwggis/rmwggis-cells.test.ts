import { describe, expect, test } from "vitest";
import { dataDir } from "../../../test/data-dir.js";
import type { CellContext } from "../../studies/study.js";
import { runBinaryDensityCell } from "./binary-density.js";
import { type DensitiesCell, runDensitiesCell } from "./densities.js";
import { runGradientErrorCell } from "./gradient-error.js";
import { runGraphsCell } from "./graphs.js";
import { runHighDimensionCell } from "./high-dimension.js";
import { runIsingCell } from "./ising.js";
import { runSyntheticCell } from "./synthetic.js";

const context: CellContext = { fetch: { dataDir }, signal: new AbortController().signal };

const planar: DensitiesCell = {
  seed: 0,
  dataset: "moons",
  dim: 10,
  method: "Hyvärinen",
  neighbors: 4,
  hidden: [32, 32],
  batchSize: 64,
  steps: 300,
  learningRate: 5e-3,
  l2: 0,
};

describe("cells of rmwggis", () => {
  test("the consistent objective learns the bits of the moons, Eq. 4 with four times its energy", async () => {
    const cell = { ...planar, rows: 100_000 };
    const consistent = await runDensitiesCell(cell, context);
    const asWritten = await runDensitiesCell({ ...cell, method: "RMwGGIS (advanced)" }, context);
    expect(consistent.beta1NllAboveEntropy).toBeGreaterThan(0);
    expect(consistent.beta1NllAboveEntropy).toBeLessThan(0.4);
    expect(consistent.beta4NllAboveEntropy).toBeGreaterThan(0.4);
    expect(asWritten.beta4NllAboveEntropy).toBeLessThan(Number(asWritten.beta1NllAboveEntropy) / 2);
  });

  test("Gibbs sampling draws what was learned", async () => {
    const sweeps = { beta1: 20, beta4: 0 };
    const learned = await runSyntheticCell({ ...planar, sweeps }, context);
    const data = await runSyntheticCell({ ...planar, method: "data", sweeps }, context);
    const bits = await runSyntheticCell({ ...planar, method: "independent bits", sweeps }, context);
    expect(Math.abs(Number(data.beta1LinearMmd))).toBeLessThan(0.005);
    expect(learned.beta1LinearMmd).toBeLessThan(0.05);
    expect(learned.beta1TotalVariation).toBeLessThan(Number(bits.beta1TotalVariation) / 2);
  });

  test("couplings of a lattice are found, by Eq. 4 as by likelihoods and divergences", async () => {
    const penaltiesOf = {
      "RMwGGIS (advanced)": [0.001, 3],
      "pseudo-likelihood": [0.001],
      "PCD, Gibbs": [0.001],
      "PCD, Gibbs with gradients": [0.001],
    } as const;
    const methods = Object.keys(penaltiesOf) as (keyof typeof penaltiesOf)[];
    for (const method of methods) {
      const { rmse, f1, meanOfEdges, penalty } = await runIsingCell(
        {
          seed: 0,
          side: 4,
          strength: 0.15,
          samples: 1000,
          method,
          neighbors: 5,
          batchSize: 200,
          steps: 200,
          learningRate: 0.02,
          penalties: penaltiesOf[method],
        },
        context,
      );
      expect(rmse).toBeLessThan(0.05);
      expect(penalty).toBe(0.001);
      expect(f1).toBeGreaterThan(0.9);
      expect(Math.abs(Number(meanOfEdges) - 0.15)).toBeLessThan(0.03);
    }
  });

  test("a corrected estimator has no bias, and less error than uniform draws", async () => {
    const cell = { seed: 0, objective: "Hyvärinen", scale: 2, draws: 100 } as const;
    const uniform = { sampler: "with replacement", guidance: 0, estimator: "weighted" } as const;
    const corrected = { sampler: "systematic", guidance: 0.5, estimator: "corrected" } as const;
    const [worse, better] = [
      await runGradientErrorCell({ ...cell, ...uniform, neighbors: 5 }, context),
      await runGradientErrorCell({ ...cell, ...corrected, neighbors: 5 }, context),
    ];
    expect(better.gradientRmse).toBeLessThan(Number(worse.gradientRmse) / 1.25);
    expect(better.gradientBias).toBeLessThan(2 * Number(better.gradientBiasNoise));
  });

  test("the pseudo-likelihood is looked at while many bits are learned", async () => {
    const cell = { ...planar, method: "Hyvärinen, sampled", dim: 32, looks: 5 } as const;
    const { pseudoNll, step, seconds } = await runHighDimensionCell(cell, context);
    expect(step).toEqual([60, 120, 180, 240, 300]);
    const [first, , , , last] = pseudoNll as number[];
    expect(last).toBeLessThan(first!);
    expect(last).toBeLessThan(32 * Math.LN2);
    expect((seconds as number[]).every((at, i, all) => i === 0 || at > all[i - 1]!)).toBe(true);
  });

  test.runIf(dataDir)("graphs are learned and drawn", async () => {
    const cell = {
      seed: 0,
      neighbors: 10,
      units: 8,
      rounds: 2,
      batchSize: 8,
      steps: 20,
      learningRate: 1e-2,
      flips: 0.01,
      sweeps: 1,
      beta: 1,
    } as const;
    const floor = await runGraphsCell({ ...cell, method: "training graphs" }, context);
    const begun = await runGraphsCell({ ...cell, method: "Hyvärinen, sampled" }, context);
    expect(floor.average).toBeLessThan(0.03);
    expect(begun.average).toBeGreaterThan(Number(floor.average));
    expect(begun.nodes).toBeGreaterThan(5);
    expect(begun.nodes).toBeLessThan(8);
  });

  test.runIf(dataDir)(
    "binary variables come with a bracket, exact where they are few",
    async () => {
      const cell = {
        seed: 0,
        method: "Hyvärinen, sampled",
        neighbors: 8,
        hidden: 16,
        batchSize: 100,
        steps: 200,
        learningRate: 1e-2,
        l2: 0,
        chains: 20,
        temperatures: 30,
      } as const;
      const few = await runBinaryDensityCell({ ...cell, dataset: "nltcs" }, context);
      expect(few.nll).toBeLessThan(Number(few.independent));
      expect(few.nllForward).toBe(few.nllReverse);
      const more = await runBinaryDensityCell({ ...cell, dataset: "kdd", steps: 50 }, context);
      expect(Math.abs(Number(more.nllReverse) - Number(more.nllForward))).toBeLessThan(0.2);
      expect(Math.abs(Number(more.nll) - Number(more.independent))).toBeLessThan(0.1);
    },
  );
});
