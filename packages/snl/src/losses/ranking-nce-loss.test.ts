import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { batch, dataEnergy, dataLogProb, far, own } from "../../test/loss-inputs.js";
import { rankingNceLoss } from "./ranking-nce-loss.js";

describe("rankingNceLoss", () => {
  const inputs = { ...own, dataLogProb };

  test("is the log-probability of picking the datum", () => {
    const s = (e: number, q: number): number => Math.exp(-e - q);
    const [es, qs] = [own.sampleEnergy.arraySync(), own.sampleLogProb.arraySync()];
    const rows = es.map((row, i) => {
      const datum = s(dataEnergy.arraySync()[i]!, dataLogProb.arraySync()[i]!);
      return -Math.log(datum / row.reduce((sum, e, k) => sum + s(e, qs[i]![k]!), datum));
    });
    expectClose(rankingNceLoss(inputs), rows.reduce((a, b) => a + b) / batch);
  });

  test("does not change as the energies of an input rise by the same", () => {
    const shift = tf.tensor1d([1, -2, 5, 0]);
    const moved = rankingNceLoss({
      ...inputs,
      dataEnergy: tf.add(dataEnergy, shift),
      sampleEnergy: tf.add(own.sampleEnergy, tf.expandDims(shift, 1)),
    });
    expectClose(moved, rankingNceLoss(inputs));
  });

  test("is finite at energies of ±1e4", () => {
    expect(Number.isFinite(rankingNceLoss({ ...inputs, dataEnergy: far(batch) }).arraySync())).toBe(
      true,
    );
  });
});
