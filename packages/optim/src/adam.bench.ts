import { test } from "vitest";
import { wave } from "../test/wave.js";
import { adam } from "./adam.js";

const size = 61_000;
const [beta1, beta2, epsilon, learningRate] = [0.9, 0.999, 1e-8, 1e-3];

test("a step of Adam on 61 000 parameters", async ({ bench }) => {
  const plain = adam({ learningRate }).init(size);
  const clipped = adam({ learningRate, clipNorm: 1, l2: 1e-4, emaDecay: 0.999 }).init(size);
  const [params, first, second] = [0, 1, 2].map(() => new Float32Array(size)) as Three;
  for (const { grad } of [plain, clipped]) grad.set(wave(size, 1));
  const grad = plain.grad.slice();
  let t = 0;

  await bench.compare(
    bench("a plain loop, without a norm", () => {
      t++;
      const rate = learningRate / (1 - beta1 ** t);
      const scale = 1 / Math.sqrt(1 - beta2 ** t);
      for (let i = 0; i < size; i++) {
        const g = grad[i]!;
        first[i] = beta1 * first[i]! + (1 - beta1) * g;
        second[i] = beta2 * second[i]! + (1 - beta2) * g * g;
        params[i]! -= (rate * first[i]!) / (scale * Math.sqrt(second[i]!) + epsilon);
      }
    }),
    bench("adam", () => void plain.step()),
    bench("adam, clipped, with l2 and a mean", () => void clipped.step()),
    { iterations: 2000, time: 0, warmupIterations: 200 },
  );
});

type Three = [Float32Array, Float32Array, Float32Array];
