import { describe, expect, test } from "vitest";
import { start } from "../test/sine.js";
import { trainMany } from "./index.js";

const module = new URL("../test/sine.ts", import.meta.url);
const worker = { execArgv: ["--import", "tsx", "--conditions=@ebm/source"] };

describe("trainMany", () => {
  test("makes the same steps as single runs, bit for bit", async () => {
    const runs = [5, 9, 0].map((steps) => ({ steps, runtime: "native" as const }));
    const seen = runs.map(() => 0);
    const onInfo = (_: unknown, run: number): void => void seen[run]!++;
    const results = await trainMany({ module, worker, runs, threads: 2, onInfo });
    expect(seen).toEqual([5, 9, 0]);
    for (const [i, options] of runs.entries()) {
      const single = start(options);
      let last: unknown;
      for await (const info of single) last = info;
      expect(results[i]).toEqual({ checkpoint: single.checkpoint(), last });
    }
  });

  test("ends the others if one fails", async () => {
    const runs = [{ steps: 1e9 }, { steps: 9, poison: 3 }];
    await expect(trainMany({ module, worker, runs, threads: 2 })).rejects.toThrow(
      "trainInWorker: the run failed: train: `loss` is NaN at step 4",
    );
  });

  test("refuses a number of threads that is none", async () => {
    await expect(trainMany({ module, runs: [], threads: 0 })).rejects.toThrow(
      "trainMany: `threads` is 0, expected an integer of at least 1.",
    );
  });
});
