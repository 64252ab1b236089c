import type { Checkpoint } from "@ebm/engine";
import { compileModel, evaluate } from "@ebm/models";
import { formatNumber } from "../../report/format.js";
import type { StructuredInstance } from "./structured-instance.js";

const ROWS = 8;

/**
 * Describes what a model of rankings learned, beside the exact answer: for some test rows τ(x) and
 * log Z(x), the predicted order, and its probability by either of them.
 */
export async function describeRankings(
  instance: StructuredInstance,
  params: Checkpoint["params"],
): Promise<string> {
  return [
    `The first ${ROWS} test rows: the learned log-partition τ(x) and the exact log Z(x), the predicted order,`,
    "and its probability by the learned one, which may exceed 1, and by the exact one.",
    "",
    `${"τ(x)".padStart(8)}${"log Z(x)".padStart(10)}   ${"predicted".padEnd(38)}${"p".padStart(6)}${"exact p".padStart(9)}   true order`,
    ...(await describeRows(instance, params)),
    "",
  ].join("\n");
}

async function describeRows(
  { config, data, model, loss, prepared, params: template }: StructuredInstance,
  params: Checkpoint["params"],
): Promise<string[]> {
  const { structure, encode } = model;
  const { x, y: trueY, targets } = prepared.test;
  const [rows, labels] = targets.shape;
  const compiled = compileModel(model, template, config);
  const outputs = await compiled(params, prepared.test);
  const { predicted, exact } = evaluate(targets, outputs, { model, loss });
  const rowOf = (matrix: Float32Array, row: number): Float32Array =>
    matrix.subarray(row * labels, (row + 1) * labels);
  // the energies of the predictions
  const y = { data: new Float32Array(rows * structure.dim), shape: trueY.shape };
  for (let row = 0; row < rows; row++) {
    y.data.set(encode(rowOf(predicted.data, row)), row * structure.dim);
  }
  const { energy, logPartition } = await compiled(params, { x, y });
  await compiled.dispose();

  return Array.from({ length: Math.min(ROWS, rows) }, (_, row) => {
    const [tau, logZ] = [logPartition[row]!, exact![row]!];
    const probability = (normalizer: number): string =>
      formatNumber(Math.exp(-energy[row]! - normalizer - structure.logSize), 3);
    const order = orderOf(rowOf(predicted.data, row), data.labelNames);
    const truth = orderOf(rowOf(targets.data, row), data.labelNames);
    return (
      formatNumber(tau, 3).padStart(8) +
      formatNumber(logZ, 3).padStart(10) +
      `   ${order.padEnd(38)}${probability(tau).padStart(6)}${probability(logZ).padStart(9)}` +
      `   ${order === truth ? "the same" : truth}`
    );
  });
}

/** Returns an order such as b > a > c, given the rank of each label. */
function orderOf(ranks: ArrayLike<number>, labelNames: readonly string[]): string {
  const labels = labelNames.map((name, label) => ({ name, rank: ranks[label]! }));
  return labels
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name)
    .join(" > ");
}
