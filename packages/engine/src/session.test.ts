import { encodeModel, trace } from "@ebm/trace";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { openSession } from "./index.js";

const SIZE = 250_000;
const x = { data: new Float32Array(SIZE).fill(2), shape: [SIZE] };
const model = (): Uint8Array =>
  encodeModel(
    trace(({ x }) => ({ double: tf.mul(x!, 2), half: tf.mul(x!, 0.5) }), {
      x: { shape: [SIZE], dtype: "float32" },
    }),
  );

describe("a session", () => {
  test("returns the arrays that outputs are bound to, and new ones for the others", async () => {
    const session = await openSession(model());
    const double = { data: new Float32Array(SIZE), shape: [SIZE] };
    const first = await session.run({ x }, { double });
    expect(first.double).toBe(double);
    expect(double.data[SIZE - 1]).toBe(4);
    const second = await session.run({ x }, { double });
    expect(second.half!.data).not.toBe(first.half!.data);
    expect(first.half!.data[SIZE - 1]).toBe(1);
    await session.dispose();
  });

  test("keeps no copies of outputs that are bound", async () => {
    const session = await openSession(model());
    const into = {
      double: { data: new Float32Array(SIZE), shape: [SIZE] },
      half: { data: new Float32Array(SIZE), shape: [SIZE] },
    };
    await session.run({ x }, into);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    for (let step = 0; step < 100; step++) {
      await session.run({ x }, into);
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    // 2 MB a step if they were kept; what else the thread allocates is far less.
    expect(most).toBeLessThan(1_000_000);
    await session.dispose();
  });
});
