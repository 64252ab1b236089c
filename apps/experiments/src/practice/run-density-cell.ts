import { mean } from "@ebm/core/float64";
import { takeRows } from "@ebm/datasets";
import { densityRows, openDensityModel } from "@ebm/models";
import type { CellContext, Metrics } from "../studies/study.js";
import type { DensityConfig } from "../tasks/density/density-config.js";
import type { DensityData } from "../tasks/density/density-data.js";
import { densityProblem } from "../tasks/density/density-problem.js";
import type { FittedDensity } from "../tasks/density/fitted-density.js";
import { ownDensity } from "../tasks/density/own-density.js";
import { publishedDensity } from "../tasks/density/published-density.js";
import { density } from "../tasks/density.js";
import { unpackPlain } from "../tasks/fitted/pack-plain.js";
import { newRows } from "./new-rows.js";
import type { PracticeCell } from "./practice-cell.js";
import { practiceMetrics } from "./practice-metrics.js";
import { densitySets } from "./practice-sets.js";
import { runBaselines } from "./run-baselines.js";
import { setFile } from "./set-file.js";
import { userSeconds } from "./user-seconds.js";

/**
 * Fits the default density and its baselines to the same rows, and compares them on test rows that
 * are no copies of training rows.
 */
export async function runDensityCell(cell: PracticeCell, context: CellContext): Promise<Metrics> {
  const { config, data } = await loadData(cell, context);
  const { signal } = context;
  const { train } = densityProblem(config, data);
  const { result, seconds } = await userSeconds(async () => {
    const fit = train(undefined, { signal });
    for await (const _ of fit);
    signal.throwIfAborted();
    return unpackPlain(fit.checkpoint()!.params) as FittedDensity;
  });
  const { params, baselines, report } = result;
  const rows = await densityRows(data.preprocessor, data.train);
  const others = await densityRows(data.preprocessor, data.test);
  const test = takeRows(others, newRows([rows], [others]));
  const lossesOf = async (own: FittedDensity["params"]): Promise<Float64Array> => {
    const model = openDensityModel(own);
    try {
      return (await model.logProb(test)).map((logProb) => -logProb);
    } finally {
      await model.dispose();
    }
  };
  const losses = await lossesOf(params);
  const without = { ...params, tilts: undefined };
  const simplest = await lossesOf({ ...without, base: baselines[0]!.stack });
  const levels = params.base.columns.map((column) =>
    column.kind === "category" ? column.levels : 0,
  );
  const columns = {
    data: Float32Array.from([...report.steps, ...levels]),
    shape: [2, levels.length] as const,
  };
  const arrays = { x: rows, test, columns };
  const found = await runBaselines({ program: "density", arrays, seed: cell.seed, signal });
  return {
    ...practiceMetrics(
      { seconds, losses },
      Object.fromEntries(found.map((baseline) => [baseline.name, baseline])),
    ),
    rows: test.shape[0],
    columns: test.shape[1],
    // one Gaussian, or independent columns, stands for both
    frequencyNll: mean(simplest),
    uniformNll: mean(simplest),
    baseNll: params.tilts ? mean(await lossesOf(without)) : mean(losses),
    ...(report.tilt && {
      tiltKept: Number(report.tilt.kept),
      tiltGain: report.tilt.gain,
      tiltGainError: report.tilt.standardError,
    }),
    notes: report.notes.join(" "),
  };
}

async function loadData(
  { dataset, seed, threads }: PracticeCell,
  { fetch }: CellContext,
): Promise<{ readonly config: DensityConfig; readonly data: DensityData }> {
  const { source } = densitySets[dataset]!;
  const isPublished = "dataset" in source;
  const data = isPublished ? source : { file: await setFile(source.train, fetch) };
  const config = {
    task: "density",
    data,
    ...density.defaults(data),
    ...(!isPublished && source.drop && { drop: source.drop }),
    seed,
    threads,
    versions: {},
  } as unknown as DensityConfig;
  return {
    config,
    data: await (isPublished ? publishedDensity(config, fetch) : ownDensity(config)),
  };
}
