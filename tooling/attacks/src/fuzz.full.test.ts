import "@tensorflow/tfjs-backend-cpu";
import { expect, test } from "vitest";
import { runFuzz } from "./run-fuzz.js";

test("spoiled files, models, checkpoints, configs and bodies are refused in words", async () => {
  const { findings, growth, lines } = await runFuzz({ inputs: 2000, seed: 2 });
  expect(findings).toEqual([]);
  expect(growth).toBeLessThan(1024);
  expect(lines.reduce((sum, { inputs }) => sum + inputs, 0)).toBeGreaterThanOrEqual(2000);
}, 300_000);
