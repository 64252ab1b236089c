import { openRegressionModel } from "@ebm/models";
import type { CellContext, Metrics } from "../studies/study.js";
import { unpackPlain } from "../tasks/fitted/pack-plain.js";
import type { FittedRegression } from "../tasks/regression/fitted-regression.js";
import { publishedRegression } from "../tasks/regression/published-regression.js";
import type { RegressionConfig } from "../tasks/regression/regression-config.js";
import { regressionProblem } from "../tasks/regression/regression-problem.js";
import { testRegression } from "../tasks/regression/test-regression.js";
import { regression } from "../tasks/regression.js";
import type { PracticeCell } from "./practice-cell.js";
import { practiceMetrics } from "./practice-metrics.js";
import { runBaselines } from "./run-baselines.js";
import { userSeconds } from "./user-seconds.js";

/** Fits the default regression and its baselines to the same rows, and compares them on others. */
export async function runRegressionCell(
  cell: PracticeCell,
  context: CellContext,
): Promise<Metrics> {
  const { dataset, seed, threads } = cell;
  const settings = { ...regression.defaults({ dataset }), seed, threads, versions: {} };
  const config = {
    task: "regression",
    data: { dataset },
    ...settings,
  } as unknown as RegressionConfig;
  const data = await publishedRegression(config, context.fetch);
  const { signal } = context;
  const { notes, train } = regressionProblem(config, data);
  const { result, seconds } = await userSeconds(async () => {
    const fit = train(undefined, { signal });
    for await (const _ of fit);
    signal.throwIfAborted();
    return unpackPlain(fit.checkpoint()!.params) as FittedRegression;
  });
  const { x, y } = data.test;
  const model = openRegressionModel(result.params);
  const losses = (await model.logProb(x, y)).map((logProb) => -logProb);
  await model.dispose();
  const { metrics } = await testRegression(result, data);
  const arrays = { x: data.train.x, y: data.train.y, testX: x, testY: y };
  const found = await runBaselines({ program: "regression", arrays, seed, signal });
  const baselines = Object.fromEntries(found.map((baseline) => [baseline.name, baseline]));
  return {
    ...practiceMetrics({ seconds, losses }, baselines),
    rows: y.shape[0],
    // the Gaussian that does not see the features stands for both
    frequencyNll: metrics.gaussianNll!,
    uniformNll: metrics.gaussianNll!,
    coverage90: metrics.coverage90!,
    notes: (notes ?? []).join(" "),
  };
}
