import { spawnSync } from "node:child_process";
import { key } from "@ebm/core/random";
import { expect, test } from "vitest";
import { sobol } from "./sobol.js";

const words = (index: number): number[] => Array.from(sobol(64).point(index), (x) => x * 2 ** 32);

/** SciPy 1.17.1: qmc.Sobol(64, scramble=False, bits=32), as words of 32 bits. */
const golden: Readonly<Record<number, readonly number[]>> = {
  1: [2147483648, 2147483648, 2147483648, 2147483648, 2147483648, 2147483648, 2147483648],
  17: [2550136832, 4160749568, 4160749568, 2013265920, 939524096, 3623878656, 2550136832],
  100: [1778384896, 1107296256, 3321888768, 3187671040, 3254779904, 2852126720, 2785017856],
  1023: [4194304, 3233808384, 2629828608, 1883242496, 3720347648, 4181721088, 171966464],
  4095: [1048576, 4042260480, 1435500544, 338690048, 969932800, 45088768, 2377121792],
};

test("points are those of SciPy", () => {
  for (const [index, expected] of Object.entries(golden)) {
    const point = words(Number(index));
    expect([0, 1, 2, 5, 20, 41, 63].map((d) => point[d])).toEqual(expected);
  }
  let all = 0;
  for (let i = 0; i <= 1000; i++) for (const word of words(i)) all ^= word;
  expect(all >>> 0).toBe(2919235584);
});

test("points are those of the SciPy that is installed", ({ skip }) => {
  const python = process.env.EBM_PYTHON ?? "python3";
  const program = `
import json
from scipy.stats import qmc
print(json.dumps((qmc.Sobol(64, scramble=False, bits=32).random(256) * 2**32).tolist()))`;
  const { status, stdout } = spawnSync(python, ["-c", program], {
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (status !== 0) skip(`no scipy in ${python}: set EBM_PYTHON to a Python that has it`);
  expect(Array.from({ length: 256 }, (_, i) => words(i))).toEqual(JSON.parse(stdout));
});

test.each([undefined, key(7)])("2ⁿ points fill each of 2ⁿ intervals once, with key %s", (shift) => {
  const points = Array.from({ length: 64 }, (_, i) => sobol(64, shift && { key: shift }).point(i));
  for (let d = 0; d < 64; d++) {
    const cells = new Set(points.map((point) => Math.floor(point[d]! * 64)));
    expect(cells.size, `dimension ${d}`).toBe(64);
  }
});

test("a seed shifts all points, and other seeds shift them otherwise", () => {
  const [a, b] = [sobol(3, { key: key(1) }), sobol(3, { key: key(2) })];
  expect(a.point(0)).toEqual(sobol(3, { key: key(1) }).point(0));
  expect(a.point(0)).not.toEqual(b.point(0));
  expect(Array.from(sobol(3).point(0))).toEqual([0, 0, 0]);
});

test.each([
  [() => sobol(65), "sobol: `dimensions` is 65, expected 64 or fewer."],
  [() => sobol(2).point(2 ** 32), "point: `index` is 4294967296, expected less than 2³²."],
])("refuses sizes without direction numbers: case %#", (call, message) => {
  expect(call).toThrow(message);
});
