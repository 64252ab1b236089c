import { scan, valueAndGrad } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, test } from "vitest";
import { normals, uniforms } from "../test/noise.js";
import {
  annealedImportanceSampling,
  type Energy,
  gibbs,
  gibbsWithGradients,
  hmc,
  langevin,
  metropolis,
  quadraticGibbs,
} from "./index.js";

const [STEPS, CHAINS, DIM] = [3, 5, 4];
const bits = uniforms(1, STEPS, CHAINS, DIM);
const pairs = uniforms(2, STEPS, CHAINS, 2);
const motion = { normals: normals(3, STEPS, CHAINS, DIM), uniforms: uniforms(4, STEPS, CHAINS) };

/** Draws by each sampler of the energy ⟨w, x + x²⟩, from x. */
const samplers: Record<string, (w: tf.Tensor, x: tf.Tensor2D) => tf.Tensor> = {
  gibbs: (w, x) => scan(gibbs(of(w)).step, gibbs(of(w)).start(x), bits).x,
  quadraticGibbs: (w, x) => {
    const chain = quadraticGibbs({
      couplings: tf.outerProduct(w as tf.Tensor1D, w as tf.Tensor1D),
      biases: w as tf.Tensor1D,
    });
    return scan(chain.step, chain.start(x), bits).x;
  },
  gibbsWithGradients: (w, x) =>
    scan(gibbsWithGradients(of(w)).step, gibbsWithGradients(of(w)).start(x), pairs).x,
  metropolis: (w, x) => {
    const chain = metropolis({
      energy: of(w),
      propose: (x: tf.Tensor2D, z: tf.Tensor): tf.Tensor2D => tf.add(x, z),
    });
    return scan(chain.step, chain.start(x), { move: motion.normals, uniforms: motion.uniforms }).x;
  },
  langevin: (w, x) => {
    const chain = langevin(of(w), { stepSize: 0.1 });
    return scan(chain.step, chain.start(x), motion.normals).x;
  },
  hmc: (w, x) => {
    const chain = hmc(of(w), { stepSize: 0.1, leapfrogs: 2 });
    return scan(chain.step, chain.start(x), motion).x;
  },
  annealedImportanceSampling: (w, x) =>
    annealedImportanceSampling({
      base: (x) => tf.zeros([x.shape[0]]),
      target: of(w),
      chain: (energy) => hmc(energy, { stepSize: 0.1, leapfrogs: 2 }),
      x,
      betas: tf.tensor1d([0, 0.3, 0.7, 1]),
      noise: motion,
    }).logWeights,
};

function of(w: tf.Tensor): Energy {
  return (x) => tf.sum(tf.mul(w, tf.add(x, tf.square(x))), 1);
}

describe.each(Object.entries(samplers))("%s", (_, sample) => {
  const w = tf.tensor1d([0.3, -0.2, 0.5, 0.1]);
  const x = tf.ones<tf.Rank.R2>([CHAINS, DIM]);

  test("draws constants to every gradient, equal to those drawn outside of one", () => {
    const loss = ({ w, x }: { w: tf.Tensor1D; x: tf.Tensor2D }, scale: tf.Tensor): tf.Tensor =>
      tf.sum(tf.mul(sample(w, x), scale));
    const { value, grad } = valueAndGrad(loss)({ w, x }, tf.scalar(2));
    expectClose(grad.w, tf.zeros([DIM]));
    expectClose(grad.x, tf.zeros([CHAINS, DIM]));
    expectClose(value, tf.mul(tf.sum(sample(w, x)), 2));
  });
});
