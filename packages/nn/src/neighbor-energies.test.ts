import {
  type Changes,
  key,
  leaves,
  type NeighborEnergy,
  normal,
  type Tree,
  uniform,
  withLeaves,
} from "@ebm/core";
import { expectClose, expectGradient, expectSecondGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { initMlpEnergy } from "./init-mlp-energy.js";
import { isingEnergy } from "./ising-energy.js";
import { latticeEnergy } from "./lattice-energy.js";
import { mlpEnergy } from "./mlp-energy.js";
import { rbmEnergy } from "./rbm-energy.js";

const [batch, dim, samples] = [4, 12, 5];
const lattice = { height: 3, width: 4 };
const draw = (seed: number, shape: number[]): tf.Tensor =>
  tf.keep(tf.tensor(normal(key(seed), tf.util.sizeFromShape(shape)), shape));
const bits = tf.keep(
  tf.tensor2d(
    uniform(key(1), batch * dim).map((u) => Math.round(u)),
    [batch, dim],
  ),
);
const columnsOf = (seed: number, width: number): tf.Tensor3D =>
  tf.tensor3d(
    Int32Array.from(uniform(key(seed), batch * samples * width), (u) => Math.floor(u * dim)),
    [batch, samples, width],
  );

type Built = readonly [of: (params: never) => NeighborEnergy, params: Tree];
const energies: Record<string, Built> = {
  mlpEnergy: [mlpEnergy, { ...initMlpEnergy({ key: key(2), sizes: [dim, 6, 5] }) }],
  rbmEnergy: [
    rbmEnergy,
    { weight: draw(3, [dim, 7]), visibleBias: draw(4, [dim]), hiddenBias: draw(5, [7]) },
  ],
  isingEnergy: [isingEnergy, { couplings: draw(6, [dim, dim]), biases: draw(7, [dim]) }],
  latticeEnergy: [
    (params) => latticeEnergy(params, lattice),
    { coupling: tf.keep(tf.scalar(0.4)), bias: tf.keep(tf.scalar(-0.3)) },
  ],
};
const build = ([of, params]: Built): NeighborEnergy => of(params as never);

/** E(x) − E(x′), each x′ written out. */
function writtenOut({ energy }: NeighborEnergy, x: tf.Tensor2D, changes: Changes): number[][] {
  const deltas = changes.deltas.arraySync();
  const columns = changes.columns?.arraySync() ?? deltas.map((row) => row.map((_, i) => [i]));
  const before = energy(x).arraySync();
  return x.arraySync().map((row, b) => {
    const states = columns[b]!.map((at, s) => {
      const state = [...row];
      for (const [c, column] of at.entries()) state[column]! += deltas[b]![s]![c]!;
      return state;
    });
    return [...energy(tf.tensor2d(states)).dataSync()].map((after) => before[b]! - after);
  });
}

const flipAll = (x: tf.Tensor2D): Changes => ({
  deltas: tf.expandDims(tf.sub(1, tf.mul(2, x)), 2),
});
const flipSome = (x: tf.Tensor2D): Changes => {
  const columns = columnsOf(8, 1);
  const deltas = tf.sub(1, tf.mul(2, tf.gather(x, tf.squeeze(columns, [2]), 1, 1)));
  return { columns, deltas: tf.expandDims(deltas, 2) };
};
const close = { rtol: 1e-4, atol: 1e-4 };

describe.each(Object.entries(energies))("%s", (_, built) => {
  const energy = build(built);
  const params = leaves(built[1]);
  const rebuilt = (replaced: tf.Tensor[]): NeighborEnergy =>
    build([built[0], withLeaves(built[1], replaced)]);

  test.each([
    ["all flips", flipAll],
    ["some flips", flipSome],
  ] as const)("has the log-ratios of %s that written-out states have", (_, flip) => {
    const changes = flip(bits);
    expectClose(energy.logRatios(bits, changes), writtenOut(energy, bits, changes).flat(), close);
  });

  test("has gradients in x and parameters, first and second", () => {
    const f = (x: tf.Tensor, ...rest: tf.Tensor[]): tf.Tensor =>
      rebuilt(rest).energy(x as tf.Tensor2D);
    expectGradient(f, [bits, ...params], close);
    expectSecondGradient(f, [bits, ...params], { rtol: 2e-3, atol: 2e-3 });
  });

  test.each([
    ["all flips", flipAll],
    ["some flips", flipSome],
  ] as const)("has gradients of the log-ratios of %s in parameters", (_, flip) => {
    const f = (...rest: tf.Tensor[]): tf.Tensor => rebuilt(rest).logRatios(bits, flip(bits));
    expectGradient(f, params, { rtol: 2e-3, atol: 2e-3 });
  });

  test("names the input whose shape does not fit", () => {
    expect(() => energy.energy(tf.zeros([2, dim + 1]))).toThrow(/Energy: `x` has shape \[2, 13\]/);
  });
});

test.each(["mlpEnergy", "rbmEnergy"])("%s takes changes of several entries", (name) => {
  const energy = build(energies[name]!);
  const deltas = draw(9, [batch, samples, 3]) as tf.Tensor3D;
  const changes = { columns: columnsOf(10, 3), deltas };
  expectClose(energy.logRatios(bits, changes), writtenOut(energy, bits, changes).flat(), close);
});

describe("mlpEnergy", () => {
  test("has the published number of parameters at 32 bits", () => {
    const params = initMlpEnergy({ key: key(1), sizes: [32, 256, 256, 256] });
    expect(leaves(params).reduce((sum, { size }) => sum + size, 0)).toBe(140_290);
  });

  test("starts within ±1/√inputs, and fills that range", () => {
    const { layers, beta } = initMlpEnergy({ key: key(1), sizes: [100, 64] });
    const weights = layers[0]!.weight;
    const bound = 1 / Math.sqrt(100);
    expect(tf.max(tf.abs(weights)).dataSync()[0]).toBeLessThanOrEqual(bound);
    expectClose(tf.mean(tf.square(weights)), bound ** 2 / 3, { rtol: 0.05 });
    expectClose(beta, 1);
  });

  test("is finite where its units are at ±1e4", () => {
    const { layers } = initMlpEnergy({ key: key(1), sizes: [dim, 6, 5] });
    const energy = mlpEnergy({ layers, beta: tf.scalar(1e4) });
    const far = tf.mul<tf.Tensor2D>(bits, 1e4);
    for (const value of energy.logRatios(far, flipAll(bits)).dataSync()) {
      expect(Number.isFinite(value)).toBe(true);
    }
  });
});

describe("isingEnergy", () => {
  test("agrees with a sum over pairs", () => {
    const [couplings, biases] = leaves(energies.isingEnergy![1]).toReversed() as [
      tf.Tensor2D,
      tf.Tensor1D,
    ];
    const [J, b] = [couplings.arraySync(), biases.arraySync()];
    const expected = bits.arraySync().map((row) => {
      const s = row.map((bit) => 2 * bit - 1);
      return -s.reduce(
        (sum, si, i) =>
          sum + b[i]! * si + s.reduce((t, sj, j) => (i === j ? t : t + si * J[i]![j]! * sj), 0),
        0,
      );
    });
    expectClose(isingEnergy({ couplings, biases }).energy(bits), expected);
  });

  test("keeps the digits of log-ratios where energies are large", () => {
    const size = 64;
    const x = tf.ones<tf.Rank.R2>([1, size]);
    const energy = isingEnergy({
      couplings: tf.fill([size, size], 1e4),
      biases: tf.fill([size], 0.5),
    });
    // 63 couplings of 2·1e4 and the field, twice
    const exact = -2 * (63 * 2e4 + 0.5);
    expectClose(energy.logRatios(x, flipAll(x)), new Array(size).fill(exact), { rtol: 1e-7 });
  });

  test("refuses changes of more than one entry", () => {
    const energy = build(energies.isingEnergy!);
    const changes = { columns: columnsOf(1, 2), deltas: tf.zeros([batch, samples, 2]) };
    expect(() => energy.logRatios(bits, changes as Changes)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: isingEnergy: \`deltas\` changes 2 entries at a time, expected one: a flip of a bit.]`,
    );
  });
});

describe("latticeEnergy", () => {
  test.each([
    [{ height: 3, width: 4 }, true],
    [{ height: 3, width: 4 }, false],
    [{ height: 12, width: 1 }, false],
    [{ height: 2, width: 6 }, false],
  ])("is the isingEnergy of %j, periodic: %s", ({ height, width }, periodic) => {
    const couplings = Array.from({ length: dim }, (_, i) =>
      Array.from({ length: dim }, (_, j) => {
        const away = (a: number, b: number, size: number): number =>
          periodic ? Math.min((a - b + size) % size, (b - a + size) % size) : Math.abs(a - b);
        const rows = away(Math.floor(i / width), Math.floor(j / width), height);
        const columns = away(i % width, j % width, width);
        return rows + columns === 1 ? 0.4 : 0;
      }),
    );
    const ising = isingEnergy({ couplings: tf.tensor2d(couplings), biases: tf.fill([dim], -0.3) });
    const params = { coupling: tf.scalar(0.4), bias: tf.scalar(-0.3) };
    const found = latticeEnergy(params, { height, width, periodic });
    expectClose(found.energy(bits), ising.energy(bits));
    expectClose(found.logRatios(bits, flipAll(bits)), ising.logRatios(bits, flipAll(bits)));
  });

  test("refuses sides of which each would have a neighbor twice", () => {
    const params = { coupling: tf.scalar(1), bias: tf.scalar(0) };
    expect(() => latticeEnergy(params, { height: 2, width: 6 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: latticeEnergy: \`height\` is 2, expected an integer of at least 3, or \`periodic: false\`.]`,
    );
  });
});

test("changes without columns have to be of all entries", () => {
  const energy = build(energies.rbmEnergy!);
  expect(() =>
    energy.logRatios(bits, { deltas: tf.zeros([batch, samples, 1]) }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: changedProduct: \`deltas\` has shape [batch, 5, 1] without \`columns\`, expected [batch, 12, 1].]`,
  );
});
