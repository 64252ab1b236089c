import { takeRows } from "@ebm/datasets";
import { openRegressionModel } from "@ebm/models";
import type { CellContext, Metrics } from "../studies/study.js";
import { unpackPlain } from "../tasks/fitted/pack-plain.js";
import type { FittedRegression } from "../tasks/regression/fitted-regression.js";
import { ownRegression } from "../tasks/regression/own-regression.js";
import { publishedRegression } from "../tasks/regression/published-regression.js";
import type { RegressionConfig } from "../tasks/regression/regression-config.js";
import type { RegressionData } from "../tasks/regression/regression-data.js";
import { regressionProblem } from "../tasks/regression/regression-problem.js";
import { testRegression } from "../tasks/regression/test-regression.js";
import { regression } from "../tasks/regression.js";
import { newRows } from "./new-rows.js";
import type { PracticeCell } from "./practice-cell.js";
import { practiceMetrics } from "./practice-metrics.js";
import { regressionSets } from "./practice-sets.js";
import { runBaselines } from "./run-baselines.js";
import { setFile } from "./set-file.js";
import { userSeconds } from "./user-seconds.js";

/**
 * Fits the default regression and its baselines to the same rows, and compares them on test rows that
 * are no copies of training rows.
 */
export async function runRegressionCell(
  cell: PracticeCell,
  context: CellContext,
): Promise<Metrics> {
  const { seed } = cell;
  const { config, data } = await loadData(cell, context);
  const { signal } = context;
  const { notes, train } = regressionProblem(config, data);
  const { result, seconds } = await userSeconds(async () => {
    const fit = train(undefined, { signal });
    for await (const _ of fit);
    signal.throwIfAborted();
    return unpackPlain(fit.checkpoint()!.params) as FittedRegression;
  });
  const fresh = newRows([data.train.x, data.train.y], [data.test.x, data.test.y]);
  const [x, y] = [takeRows(data.test.x, fresh), takeRows(data.test.y, fresh)];
  const model = openRegressionModel(result.params);
  const losses = (await model.logProb(x, y)).map((logProb) => -logProb);
  await model.dispose();
  const { metrics } = await testRegression(result, { ...data, test: { x, y } });
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

async function loadData(
  { dataset, seed, threads }: PracticeCell,
  { fetch }: CellContext,
): Promise<{ readonly config: RegressionConfig; readonly data: RegressionData }> {
  const { source } = regressionSets[dataset]!;
  const isPublished = "dataset" in source;
  const data = isPublished ? source : { file: await setFile(source.train, fetch) };
  const config = {
    task: "regression",
    data,
    ...regression.defaults(data),
    ...(!isPublished && { target: source.target, drop: source.drop }),
    seed,
    threads,
    versions: {},
  } as unknown as RegressionConfig;
  const load = isPublished ? publishedRegression(config, fetch) : ownRegression(config);
  return { config, data: await load };
}
