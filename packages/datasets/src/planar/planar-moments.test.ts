import { key } from "@ebm/core/random";
import { expect, test } from "vitest";
import { ffjordDensities, snlDensities } from "../index.js";

const { PI } = Math;
const all = { ...ffjordDensities, ...snlDensities, "pinwheel of FFJORD": ffjordDensities.pinwheel };

// E x, E y and E (x² + y²) by integrals over the published definitions, worked out by hand
test.each([
  ["checkerboard", 0, 0, 32 / 3],
  ["four_circles", 0, 0, 2 + 4 + 0.02],
  ["pinwheel", 0, 0, 100 * (1 + 0.09 + 0.0025)],
  ["pinwheel of FFJORD", 0, 0, 4 * (1 + 0.09 + 0.01)],
  ["8gaussians", 0, 0, (16 + 0.5) / 1.999396],
  ["circles", 0, 0, 9 * (5 / 8 + 0.0128)],
  ["moons", 0, 0.3, 3.04 + 2 - 16 / PI ** 2 + (4 / PI - 0.5) ** 2 + 0.04 + 0.3 ** 2],
  ["swissroll", 2 / 5, 2 / (15 * PI), (9.75 * PI ** 2 + 2) / 25],
  ["2spirals", 0, 0, (4.5 * PI ** 2 + 1 / 6 + 2 / (3 * PI) + 1 - 4 / (9 * PI ** 2)) / 9 + 0.02],
] as const)("%s has the moments of its definition", (name, x, y, square) => {
  const count = 100_000;
  const { data } = all[name].sample(key(7), count);
  const values = [(i: number) => data[2 * i]!, (i: number) => data[2 * i + 1]!];
  const [first, second] = [values[0]!, values[1]!];
  values.push((i) => first(i) ** 2 + second(i) ** 2);
  for (const [k, expected] of [x, y, square].entries()) {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < count; i++) {
      sum += values[k]!(i);
      squares += values[k]!(i) ** 2;
    }
    const mean = sum / count;
    const error = Math.sqrt((squares / count - mean ** 2) / count);
    // pairs of mirrored rows are worth one: √2
    expect(Math.abs(mean - expected)).toBeLessThan(6 * error);
  }
});

// a point of the middle of an arm, and its mirror image, which lies between the arms
const turn = 0.25 * Math.exp(1.3);
const [t, width] = [2 * PI, 0.25];
test.each([
  ["pinwheel of FFJORD", [2.6 * Math.cos(turn), -2.6 * Math.sin(turn)]],
  ["pinwheel", [13 * Math.cos(turn), -13 * Math.sin(turn)]],
  ["2spirals", [(-t * Math.cos(t + 0.7) + width) / 3, (t * Math.sin(t + 0.7) + width) / 3]],
  ["moons", [-1, 1.8]],
  ["swissroll", [0, (2.5 * PI) / 5]],
  ["checkerboard", [1, 1]],
] as const)("%s turns the way of its definition", (name, [x, y]) => {
  const [there, mirrored] = all[name].logProb({ data: [x, y, x, -y], shape: [2, 2] });
  expect(there! - mirrored!).toBeGreaterThan(3);
});
