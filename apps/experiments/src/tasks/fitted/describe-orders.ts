import { type RankingModel, rankingLogProbs, rankingUtilities } from "@ebm/models";
import { formatNumber } from "../../report/format.js";
import type { FittedInstance } from "./fitted-model.js";

/** Number of test rows to describe. */
const ROWS = 8;

/** Number of digits with which printed probabilities sum to 1 within 1e-5. */
const DECIMALS = 6;

/**
 * Describes the predictions of a model of few labels for some test rows: the probability of each
 * order.
 */
export async function describeOrders(
  model: RankingModel,
  { data: { labelNames }, prepared: { test } }: Pick<FittedInstance, "data" | "prepared">,
): Promise<string> {
  const orders = permutationsOf([...labelNames.keys()]);
  const labels = labelNames.length;
  const [all, features] = test.x.shape;
  const rows = Math.min(ROWS, all);
  const x = { data: test.x.data.subarray(0, rows * features), shape: [rows, features] as const };
  const utilities = await rankingUtilities(model, x);
  const columns = orders.map((order) => {
    const places = labelNames.map((_, label) => order.indexOf(label));
    const data = Float32Array.from({ length: rows * labels }, (_, i) => places[i % labels]!);
    return rankingLogProbs(model, utilities, { data, shape: [rows, labels] }).map(Math.exp);
  });
  const trueOrder = (row: number): number => {
    const places = test.targets.data.subarray(row * labels, (row + 1) * labels);
    return orders.findIndex((order) => order.every((label, place) => places[label] === place));
  };
  const cell = (text: string): string => text.padStart(DECIMALS + 4);
  const describeRow = (row: number): string => {
    const probabilities = columns.map((column) => cell(formatNumber(column[row]!, DECIMALS)));
    return `${`${row + 1}`.padStart(3)}${probabilities.join("")}   ${trueOrder(row) + 1}`;
  };
  return [
    `The probability of each order for the first ${rows} test rows, and the true order. In each row they sum to 1.`,
    "",
    ...orders.map((order, i) => `${i + 1}  ${order.map((label) => labelNames[label]).join(" > ")}`),
    "",
    `row${orders.map((_, i) => cell(`${i + 1}`)).join("")}   true`,
    ...Array.from({ length: rows }, (_, row) => describeRow(row)),
    "",
  ].join("\n");
}

function permutationsOf(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) =>
    permutationsOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}
