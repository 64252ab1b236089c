import { EbmError } from "@ebm/core/errors";
import type { StructuredModel } from "@ebm/models";
import type { RawRows } from "./raw-rows.js";
import type { StructuredConfig } from "./structured-config.js";

/** The largest number of scores per row that a network may have. */
const MOST_SCORES = 2 ** 20;

/**
 * The models that compare all pairs of labels in each sample, and the number of pairs that fit in
 * memory.
 */
const RANKINGS = ["permutahedron", "birkhoff"];
const MOST_PAIRS = 2 ** 26;

/** The largest number of values in the samples of a step. */
const MOST_VALUES = 2 ** 26;

/**
 * Checks that a run on these rows can be completed.
 *
 * @throws {EbmError} If there are too few rows, all have the same targets, or the model is too
 *   large.
 */
export function checkRows(
  { features: { file, rows }, targets, known, labelNames, testFrom }: RawRows,
  {
    model,
    split,
    loss,
    samples,
  }: Pick<StructuredConfig, "split" | "loss" | "samples"> & { readonly model: StructuredModel },
): void {
  if (split === "files" && (testFrom === 0 || testFrom === rows)) {
    const part = testFrom === 0 ? "training" : "test";
    throw new EbmError(`${file}: --split files leaves no ${part} rows, expected one at least.`);
  }
  if (rows < 2) throw new EbmError(`${file} has ${rows} row, expected two rows or more.`);
  if (known?.data.every((bit) => bit === 0)) {
    throw new EbmError(`${file}: no row says which labels it has, expected some that do.`);
  }
  const width = targets.shape[1];
  const varies = labelNames.some((_, label) => {
    const values = new Set<number>();
    for (let i = label; i < targets.data.length; i += width) {
      if (known === undefined || known.data[i] === 1) values.add(targets.data[i]!);
    }
    return values.size > 1;
  });
  if (!varies) {
    throw new EbmError(`${file}: all rows have the same labels, expected labels that vary.`);
  }
  const unknown = known?.data.indexOf(0) ?? -1;
  if (unknown >= 0 && (model.observedEnergy === undefined || loss !== "logistic")) {
    const [row, label] = [Math.floor(unknown / width), unknown % width];
    throw new EbmError(
      `${file}: row ${row + 1} does not say whether it has label \`${labelNames[label]}\`, which --model ${model.name} with --loss ${loss} cannot learn from, expected --model unary --loss logistic.`,
    );
  }
  const values = samples * width;
  if (values > MOST_VALUES) {
    throw new EbmError(
      `${file}: ${samples} samples of ${width} entries are ${values} numbers, expected at most ${MOST_VALUES}: use fewer --samples.`,
    );
  }
  const pairs = samples * labelNames.length ** 2;
  if (RANKINGS.includes(model.name) && pairs > MOST_PAIRS) {
    throw new EbmError(
      `${file} has ${labelNames.length} labels to rank, which are ${pairs} pairs in ${samples} samples, expected at most ${MOST_PAIRS}: use fewer --samples.`,
    );
  }
  if (model.scores > MOST_SCORES) {
    throw new EbmError(
      `${file} has ${labelNames.length} labels, for which --model ${model.name} has ${model.scores} scores, expected ${MOST_SCORES} at most: use another --model.`,
    );
  }
}
