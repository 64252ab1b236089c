import { exactLogNormalizer } from "@ebm/snl";
import { expect, test } from "vitest";
import { planarBox } from "./planar-box.js";
import { PLANAR_SETS, planarData } from "./planar-data.js";

// pinwheel's density takes too long, and is of the size of the others
test.each(PLANAR_SETS.filter((set) => set !== "pinwheel"))(
  "the box holds the mass of the true %s",
  async (set) => {
    const { truth } = planarData(set, 0);
    const box = planarBox(set);
    const energy = box.energyOf(async (points) =>
      Float32Array.from(truth.logProb(points), (log) => Math.min(-log, 1e4)),
    );
    const { logNormalizer, edgeShare } = await exactLogNormalizer(energy, box, { points: 401 });
    // what is left is of the jumps of the checkerboard, and of nodes in float32
    expect(Math.abs(logNormalizer)).toBeLessThan(set === "checkerboard" ? 0.02 : 0.004);
    expect(edgeShare).toBeLessThan(1e-6);
  },
);

test("the rows of training have mean 0 and variance 1, and no others do exactly", () => {
  const { train, test } = planarData("pinwheel", 3);
  const moments = ({ data, shape: [rows] }: typeof train) => {
    const first = data.filter((_, i) => i % 2 === 0);
    const mean = first.reduce((a, b) => a + b, 0) / rows;
    return [mean, first.reduce((sum, x) => sum + x * x, 0) / rows - mean ** 2];
  };
  expect(moments(train)[0]).toBeCloseTo(0, 5);
  expect(moments(train)[1]).toBeCloseTo(1, 5);
  expect(moments(test)[0]).not.toBeCloseTo(0, 5);
});
