import { scan } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { bimodal } from "../test/bimodal.js";
import { expectUniform } from "../test/expect-uniform.js";
import { gaussian } from "../test/gaussian.js";
import { normals, uniforms } from "../test/noise.js";
import { adaptStepSize, type Energy, hmc, langevin, mala } from "./index.js";

const CHAINS = 20_000;

const noise = (seed: number, ...shape: number[]) => ({
  normals: normals(seed, ...shape),
  uniforms: uniforms(seed + 1, ...shape.slice(0, -1)),
});

describe.each([
  ["hmc", hmc(bimodal.energy, { stepSize: 0.6, leapfrogs: 4 })],
  ["mala", mala(bimodal.energy, { stepSize: 0.3 })],
] as const)("%s", (_, chain) => {
  test("leaves its law invariant, by quadrature", () => {
    const start = tf.tensor2d(bimodal.quantiles(CHAINS), [CHAINS, 1]);
    const { x, accepted } = scan(chain.step, chain.start(start), noise(1, 3, CHAINS, 1));
    expectUniform(x.dataSync().map(bimodal.cumulative));
    // far from all, so that to accept all would show
    const rate = tf.mean(accepted).dataSync()[0]! / 3;
    expect(rate).toBeGreaterThan(0.3);
    expect(rate).toBeLessThan(0.95);
  });

  test("reaches its law", () => {
    const end = scan(chain.step, chain.start(tf.zeros([1000, 1])), noise(3, 60, 1000, 1));
    expectUniform(end.x.dataSync().map(bimodal.cumulative));
  });

  test("keeps its energy and gradient, those of where it is", () => {
    const state = scan(chain.step, chain.start(tf.ones([50, 1])), noise(5, 4, 50, 1));
    expectClose(state.energy, bimodal.energy(state.x));
    expectClose(state.grad, chain.start(state.x).grad);
  });
});

describe("hmc", () => {
  test("accepts by the exact change of energy, so that reversed momenta lead back", () => {
    const chain = hmc(bimodal.energy, { stepSize: 0.3, leapfrogs: 5 });
    // two leapfrog trajectories that are each other's reverse accept with p and 1/p
    const x = tf.tensor2d([[0.4], [-1.2], [2]]);
    const v = tf.tensor2d([[1], [-0.5], [0.3]]);
    const free = { uniforms: tf.zeros([3]) };
    const there = chain.step(chain.start(x), { normals: v, ...free });
    const [end] = leapfrogs(x, v, 0.3, 5);
    const [, momentum] = leapfrogs(x, v, 0.3, 5);
    expectClose(there.x, end);
    const back = chain.step(chain.start(there.x), { normals: tf.neg(momentum), ...free });
    expectClose(back.x, x, { atol: 1e-4 });
    const change = total(x, v).map((h, i) => h - total(end, momentum)[i]!);
    expectClose(
      there.accepted,
      change.map((r) => Math.min(1, Math.exp(r))),
      { atol: 1e-4 },
    );
    expectClose(
      back.accepted,
      change.map((r) => Math.min(1, Math.exp(-r))),
      { atol: 1e-4 },
    );
  });

  test("of step sizes by coordinate reaches a Gaussian of unequal scales", () => {
    const chain = hmc(gaussian.energy, { stepSize: tf.tensor1d([0.8, 0.2]), leapfrogs: 3 });
    const { x } = scan(chain.step, chain.start(tf.zeros([3000, 2])), noise(7, 40, 3000, 2));
    gaussian.expectDraws(x as tf.Tensor2D);
  });

  test("stays where leapfrogs diverge", () => {
    const steep: Energy = (x) => tf.mul(tf.sum(tf.square(tf.square(x)), 1), 1e4);
    const chain = hmc(steep, { stepSize: 1, leapfrogs: 20 });
    const start = tf.tensor2d([[1], [-1], [10]]);
    const end = scan(chain.step, chain.start(start), noise(9, 5, 3, 1));
    expectClose(end.x, start);
    expectClose(end.accepted, [0, 0, 0]);
    expect([...end.energy.dataSync(), ...end.grad.dataSync()].every(Number.isFinite)).toBe(true);
  });

  test.each([0, -1, Number.NaN, Infinity, undefined])("refuses a step of %d", (size) => {
    const options = { stepSize: size as number };
    for (const [name, chain] of Object.entries({ langevin, mala, hmc })) {
      expect(() => chain(bimodal.energy, options)).toThrow(
        `${name}: \`stepSize\` is ${size}, expected a positive number.`,
      );
    }
  });

  test("names options and noise that do not fit", () => {
    expect(() =>
      hmc(bimodal.energy, { stepSize: 1, leapfrogs: 0 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: hmc: \`leapfrogs\` is 0, expected an integer of at least 1.]`,
    );
    const chain = mala(bimodal.energy, { stepSize: 1 });
    const start = chain.start(tf.zeros([3, 1]));
    expect(() => chain.step(start, noise(1, 2, 1))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: hmc: \`normals\` has shape [2, 1], expected [chains, dim] where chains = 3 and dim = 1.]`,
    );
  });
});

describe("mala", () => {
  test("proposes a step of langevin, and accepts by the densities of both steps", () => {
    const e = 0.2;
    const x = tf.tensor2d([[0.3], [-2], [1.1]]);
    const z = tf.tensor2d([[1.2], [0.1], [-0.7]]);
    const chain = mala(bimodal.energy, { stepSize: e });
    const ula = langevin(bimodal.energy, { stepSize: e });
    const proposal = ula.step(ula.start(x), z).x;
    const at = chain.start(x);
    const { x: next, accepted } = chain.step(at, { normals: z, uniforms: tf.zeros([3]) });
    expectClose(next, proposal);

    const there = chain.start(proposal);
    const logQ = (to: tf.Tensor, from: typeof at): tf.Tensor =>
      tf.div(tf.square(tf.sub(to, tf.sub(from.x, tf.mul(from.grad, e)))), -4 * e);
    const lift = tf.squeeze(tf.sub(logQ(x, there), logQ(proposal, at)), [1]);
    const ratio = tf.add(tf.sub(at.energy, there.energy), lift);
    expectClose(accepted, tf.exp(tf.minimum(ratio, 0)));
  });
});

describe("langevin", () => {
  test("has the variance s²/(1 − ε/2s²) on a Gaussian", () => {
    const [s2, e] = [2, 0.8];
    const chain = langevin((x) => tf.div(tf.sum(tf.square(x), 1), 2 * s2), { stepSize: e });
    const { x } = scan(chain.step, chain.start(tf.zeros([CHAINS, 1])), normals(11, 40, CHAINS, 1));
    const variance = tf.mean(tf.square(x)).dataSync()[0]!;
    const expected = s2 / (1 - e / (2 * s2));
    expect(Math.abs(variance - expected)).toBeLessThan(4.5 * expected * Math.sqrt(2 / CHAINS));
  });
});

describe("adaptStepSize", () => {
  test("leaves a step size that has the rate, and moves the others towards it", () => {
    expect(adaptStepSize({ stepSize: 0.3, acceptance: 0.6 }, { target: 0.6 })).toBe(0.3);
    let stepSize = 20;
    for (let round = 0; round < 40; round++) {
      const chain = mala(bimodal.energy, { stepSize });
      const start = chain.start(tf.tensor2d(bimodal.quantiles(200), [200, 1]));
      const { accepted } = scan(chain.step, start, noise(100 + round, 1, 200, 1));
      const acceptance = tf.mean(accepted).dataSync()[0]!;
      stepSize = adaptStepSize({ stepSize, acceptance }, { target: 0.57 });
      if (round >= 35) expect(Math.abs(acceptance - 0.57)).toBeLessThan(0.12);
    }
  });
});

/** Positions and momenta after some leapfrogs, by the gradient in closed form, in float64. */
function leapfrogs(x: tf.Tensor, v: tf.Tensor, h: number, count: number): [tf.Tensor, tf.Tensor] {
  const ends = Array.from(x.dataSync(), (x0, i) => {
    let [position, momentum] = [x0, v.dataSync()[i]!];
    for (let step = 0; step < count; step++) {
      momentum -= (h / 2) * bimodal.slope(position);
      position += h * momentum;
      momentum -= (h / 2) * bimodal.slope(position);
    }
    return [position, momentum] as const;
  });
  return [0, 1].map((i) => tf.tensor2d(ends.map((end) => [end[i]!]))) as [tf.Tensor, tf.Tensor];
}

function total(x: tf.Tensor, v: tf.Tensor): number[] {
  const momenta = v.dataSync();
  return Array.from(x.dataSync(), (x, i) => bimodal.exact(x) + momenta[i]! ** 2 / 2);
}
