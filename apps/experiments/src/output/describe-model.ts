import { join } from "node:path";
import { compileModel, evaluate, jointLosses } from "@ebm/models";
import { formatError, formatNumber } from "../report/format.js";
import { readKept } from "../run/kept-params.js";
import { loadRun, type Run } from "../run/load-run.js";
import { readConfig, readResult } from "../run-files/run-directory.js";
import { shownPath } from "./shown-path.js";

const ROWS = 8;

/**
 * What a finished run of a label ranking learned, beside the exact answer: for some unseen rows,
 * τ(x) and log Z(x), the order that is predicted, and its probability under either.
 */
export async function describeModel(directory: string): Promise<string> {
  const config = await readConfig(directory);
  const run = await loadRun(directory, { config });
  const { exports } = (await readResult(directory))!;
  const files = [...new Set(exports.map(({ file }) => file))];
  return [
    `Of the first ${ROWS} unseen rows: the learned log-partition τ(x) and the exact log Z(x), the order`,
    "that is predicted, and its probability by the learned one, which may exceed 1, and by the exact one.",
    "",
    `${"τ(x)".padStart(8)}${"log Z(x)".padStart(10)}   ${"predicted".padEnd(38)}${"p".padStart(6)}${"exact p".padStart(9)}   true order`,
    ...(await describeRows(run)),
    "",
    ...files.map((file) => {
      const errors = exports.filter((check) => check.file === file);
      const worst = Math.max(...errors.map(({ maxRelError }) => maxRelError ?? 0));
      return `${shownPath(join(directory, file))} computes what was trained, within ${formatError(worst)}.`;
    }),
    "",
  ].join("\n");
}

async function describeRows(run: Run): Promise<string[]> {
  const { config, data, experiment, prepared } = run;
  const { structure, encode } = experiment;
  const { test } = prepared;
  const [rows, labels] = test.targets.shape;
  const kept = await readKept(run);
  const forward = compileModel(experiment, run.params, config);
  const { predicted, exact } = evaluate(test.targets, await forward(kept.params, test), {
    model: experiment,
    loss: jointLosses[config.loss],
  });
  // once more, with what is predicted in place of what is so
  const y = new Float32Array(rows * structure.dim);
  const rowOf = (of: Float32Array, row: number): Float32Array =>
    of.subarray(row * labels, (row + 1) * labels);
  for (let row = 0; row < rows; row++) {
    y.set(encode(rowOf(predicted.data, row)), row * structure.dim);
  }
  const outputs = await forward(kept.params, { x: test.x, y: { data: y, shape: test.y.shape } });
  await forward.dispose();

  return Array.from({ length: Math.min(ROWS, rows) }, (_, row) => {
    const [tau, logZ] = [outputs.logPartition[row]!, exact![row]!];
    const probability = (logPartition: number): string =>
      formatNumber(Math.exp(-outputs.energy[row]! - logPartition - structure.logSize), 3);
    const order = orderOf(rowOf(predicted.data, row), data.labelNames);
    const truth = orderOf(rowOf(test.targets.data, row), data.labelNames);
    return (
      formatNumber(tau, 3).padStart(8) +
      formatNumber(logZ, 3).padStart(10) +
      `   ${order.padEnd(38)}${probability(tau).padStart(6)}${probability(logZ).padStart(9)}` +
      `   ${order === truth ? "the same" : truth}`
    );
  });
}

/** b > a > c, out of the rank of each label. */
function orderOf(ranks: ArrayLike<number>, labelNames: readonly string[]): string {
  const labels = labelNames.map((name, label) => ({ name, rank: ranks[label]! }));
  return labels
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name)
    .join(" > ");
}
