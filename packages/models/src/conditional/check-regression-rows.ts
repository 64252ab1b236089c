import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";
import type { Matrix } from "@ebm/datasets";

const LEAST_ROWS = 20;

/**
 * Returns features and targets as float32.
 *
 * @throws {EbmError} If their rows differ or are fewer than 20, or a value is not finite.
 */
export function checkRegressionRows({
  x,
  y,
}: {
  readonly x: MatrixLike;
  readonly y: MatrixLike;
}): readonly [Matrix, Matrix] {
  checkMatrix("fitConditionalDensity", { x, y });
  const [rows, targets] = y.shape;
  if (x.shape[0] !== rows || rows < LEAST_ROWS || targets === 0 || x.shape[1] === 0) {
    throw new EbmError(
      `fitConditionalDensity: \`x\` has shape [${x.shape}] and \`y\` [${y.shape}], expected the same ${LEAST_ROWS} or more rows, and columns.`,
    );
  }
  const [own, others] = [Float32Array.from(x.data), Float32Array.from(y.data)];
  for (const [name, data] of [
    ["x", own],
    ["y", others],
  ] as const) {
    const place = data.findIndex((value) => !Number.isFinite(value));
    if (place < 0) continue;
    throw new EbmError(
      `fitConditionalDensity: \`${name}\` has ${data[place]} at row ${Math.floor(place / (data.length / rows))}, expected finite numbers.`,
    );
  }
  return [
    { data: own, shape: x.shape },
    { data: others, shape: y.shape },
  ];
}
