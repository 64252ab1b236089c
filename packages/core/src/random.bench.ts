import { test } from "vitest";
import { gumbel, key, normal, uniform } from "./random.js";

test("28672 numbers: the noise of a step of 64 inputs, 32 draws of 14 labels", async ({
  bench,
}) => {
  const out = new Float32Array(64 * 32 * 14);
  await bench.compare(
    bench("Math.random", () => {
      for (let i = 0; i < out.length; i++) out[i] = Math.random();
    }),
    bench("uniform", () => void uniform(key(1), out)),
    bench("normal", () => void normal(key(1), out)),
    bench("gumbel", () => void gumbel(key(1), out)),
    { iterations: 1000, time: 0, warmupIterations: 200 },
  );
});
