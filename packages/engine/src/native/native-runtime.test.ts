import "@tensorflow/tfjs-backend-cpu";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scan } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { start } from "../../test/sine.js";
import { compile } from "../index.js";

let cache: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), "ebm-cache-"));
  vi.stubEnv("XDG_CACHE_HOME", cache);
});
afterAll(() => rm(cache, { recursive: true }));
afterEach(() => void vi.restoreAllMocks());

async function losses(run: ReturnType<typeof start>): Promise<number[]> {
  const list: number[] = [];
  for await (const { loss } of run) list.push(loss);
  return list;
}

describe("the native runtime", () => {
  test("trains as eager tfjs does, and goes on from a checkpoint bit for bit", async () => {
    const warn = vi.spyOn(process, "emitWarning");
    const whole = start({ runtime: "native" });
    const list = await losses(whole);
    expectClose(list, await losses(start({ runtime: "tfjs" })), { rtol: 1e-5, atol: 1e-6 });
    const first = start({ runtime: "native", steps: 23 });
    const before = await losses(first);
    const second = start({ runtime: "native" }, first.checkpoint());
    expect([...before, ...(await losses(second))]).toEqual(list);
    expect(second.checkpoint()).toEqual(whole.checkpoint());
    expect(warn).not.toHaveBeenCalled();
  });

  test("gives the same bits on two threads, which spin or sleep", async () => {
    const x = { data: Float32Array.from({ length: 200 * 90 }, Math.sin), shape: [200, 90] };
    const f = ({ x }: { x: tf.Tensor2D }) => tf.tanh(tf.matMul(x, tf.exp(x), true));
    const results = [];
    for (const options of [{ threads: 1 }, { threads: 2 }, { threads: 3, spin: 100 }]) {
      const run = compile(f, { runtime: "native", ...options });
      for (let i = 0; i < 20; i++) results.push((await run({ x })).output.data);
      await run.dispose();
    }
    for (const result of results) expect(result).toEqual(results[0]);
    expectClose(results[0]!, (await compile(f, { runtime: "tfjs" })({ x })).output.data);
  });

  test("keeps nothing of 10,000 runs", async () => {
    const f = compile(({ x }: { x: tf.Tensor1D }) => tf.mul(x, 2), { runtime: "native" });
    const x = { data: new Float32Array(10_000).fill(1), shape: [10_000] };
    const into = { output: { data: new Float32Array(10_000), shape: [10_000] } };
    await f({ x }, into);
    const before = process.memoryUsage();
    for (let i = 0; i < 10_000; i++) await f({ x }, into);
    const after = process.memoryUsage();
    // 400 MB if each result were kept
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(1e6);
    expect(after.rss - before.rss).toBeLessThan(1e8);
    await f.dispose();
  });

  test("writes into given arrays, and refuses those of another size", async () => {
    const f = compile(({ x }: { x: tf.Tensor1D }) => tf.add(x, 1), { runtime: "native" });
    const x = { data: Float32Array.of(1, 2, 3), shape: [3] };
    const output = { data: new Float32Array(3), shape: [3] };
    expect((await f({ x }, { output })).output).toBe(output);
    expect([...output.data]).toEqual([2, 3, 4]);
    const short = { data: new Float32Array(2), shape: [3] };
    await expect(f({ x }, { output: short })).rejects.toThrow(
      "native: `output` is a Float32Array of 2, expected a Float32Array of 3.",
    );
  });

  const rows = (x: tf.Tensor2D): tf.Tensor => tf.sum(x, 1);
  const loop = (x: tf.Tensor2D): tf.Tensor =>
    scan((sum, row) => tf.add(sum, row), tf.zeros([2]), tf.transpose(x));
  test.each([
    ["an operator without a form in C", "cc", "native: Scan of float32 [2] and float32 [3, 2]"],
    ["no compiler", "/nowhere/cc", "native: the C compiler `/nowhere/cc` does not run"],
    ["a compiler that fails", "fails", "fails` failed: "],
  ])("goes on in ONNX Runtime with %s, and says so once", async (_, compiler, reason) => {
    await writeFile(join(cache, "fails"), '#!/bin/sh\ntest "$1" = --version\n', { mode: 0o755 });
    vi.stubEnv("CC", compiler === "fails" ? join(cache, "fails") : compiler);
    const warn = vi.spyOn(process, "emitWarning").mockReturnValue();
    const sums = compiler === "cc" ? loop : rows;
    const f = compile(({ x }: { x: tf.Tensor2D }) => sums(x), { runtime: "native" });
    const x = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] };
    for (let i = 0; i < 2; i++) expect([...(await f({ x })).output.data]).toEqual([6, 15]);
    const text = expect.stringMatching(/^native: .* The function runs in onnx instead\.$/);
    expect(warn.mock.calls).toEqual([[text]]);
    expect(warn.mock.calls[0]![0]).toContain(reason);
    vi.stubEnv("CC", "");
  });
});
