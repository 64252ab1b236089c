import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, test } from "vitest";
import { dataEnergy, shared } from "../../test/loss-inputs.js";
import { contrastiveDivergenceLoss } from "./contrastive-divergence-loss.js";

describe("contrastiveDivergenceLoss", () => {
  test("is the difference of the mean energies", () => {
    const loss = contrastiveDivergenceLoss(shared);
    expectClose(loss, tf.sub(tf.mean(dataEnergy), tf.mean(shared.sampleEnergy)));
  });
});
