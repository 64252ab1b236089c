import { mean } from "@ebm/core/float64";
import { openBitsModel } from "@ebm/models";
import type { CellContext, Metrics } from "../studies/study.js";
import { binary } from "../tasks/binary.js";
import type { BitsConfig } from "../tasks/bits/bits-config.js";
import { bitsProblem } from "../tasks/bits/bits-problem.js";
import type { FittedBits } from "../tasks/bits/fitted-bits.js";
import { publishedBits } from "../tasks/bits/published-bits.js";
import { unpackPlain } from "../tasks/fitted/pack-plain.js";
import type { PracticeCell } from "./practice-cell.js";
import { practiceMetrics } from "./practice-metrics.js";
import { runBaselines } from "./run-baselines.js";
import { userSeconds } from "./user-seconds.js";

/**
 * Fits the default model of bits and its baselines to the same rows, and compares them on test
 * rows.
 */
export async function runBitsCell(cell: PracticeCell, context: CellContext): Promise<Metrics> {
  const { dataset, seed, threads } = cell;
  const settings = { ...binary.defaults({ dataset }), seed, threads, versions: {} };
  const config = { task: "binary", data: { dataset }, ...settings } as unknown as BitsConfig;
  const data = await publishedBits(dataset, context.fetch);
  const { signal } = context;
  const { train } = bitsProblem(config, data);
  const { result, seconds } = await userSeconds(async () => {
    const fit = train(undefined, { signal });
    for await (const _ of fit);
    signal.throwIfAborted();
    return unpackPlain(fit.checkpoint()!.params) as FittedBits;
  });
  const model = openBitsModel(result.params);
  const losses = (await model.logProb(data.test)).map((logProb) => -logProb);
  await model.dispose();
  const arrays = { x: data.train, validation: data.validation, test: data.test };
  const found = await runBaselines({ program: "bits", arrays, seed, signal });
  const baselines = Object.fromEntries(found.map((baseline) => [baseline.name, baseline]));
  return {
    ...practiceMetrics({ seconds, losses }, baselines),
    rows: data.test.shape[0],
    frequencyNll: mean(baselines.independent!.losses),
    uniformNll: data.test.shape[1] * Math.LN2,
    tiltKept: Number(result.report.tiltKept),
    notes: result.report.notes.join(" "),
  };
}
