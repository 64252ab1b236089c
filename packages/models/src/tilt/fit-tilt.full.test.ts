import { key } from "@ebm/core";
import { expect, test, vi } from "vitest";
import { tiltProblem } from "../../test/tilt-problem.js";
import { fitTilt } from "./fit-tilt.js";
import { pairTilt } from "./pair-tilt.js";

vi.setConfig({ testTimeout: 600_000 });

const options = { tilt: pairTilt({ dim: 8 }), key: key(9), learningRate: 0.02, l2: 1e-4 };
const seeds = Array.from({ length: 20 }, (_, i) => 100 + i);

test("keeps no tilt that costs more than 0.01 nats on 20 problems whose base is the truth", async () => {
  for (const seed of seeds) {
    const problem = tiltProblem(key(seed), { strength: 0 });
    const fitted = await fitTilt({ ...options, ...problem });
    const gain = fitted.kept ? await problem.gainOf(fitted) : 0;
    expect(gain, `seed ${seed}`).toBeGreaterThan(-0.01);
  }
});

test("finds at least 80 % of the possible gain on 20 problems with a missing energy", async () => {
  for (const seed of seeds) {
    const problem = tiltProblem(key(seed), { strength: 0.8 });
    const fitted = await fitTilt({ ...options, ...problem });
    const gain = fitted.kept ? await problem.gainOf(fitted) : 0;
    expect(gain / problem.possible, `seed ${seed}`).toBeGreaterThan(0.8);
  }
});
