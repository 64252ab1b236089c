import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import { numpyRandom } from "../numpy-random.js";

/** Rows for training and validation, and those for testing. */
export interface MafRows {
  readonly seen: MatrixLike;
  readonly test: MatrixLike;
}

/** The last tenth of the rows, rounded down, and those before. */
export function lastTenth({ data, shape: [rows, columns] }: MatrixLike): {
  readonly before: MatrixLike;
  readonly last: MatrixLike;
} {
  const numbers = Float64Array.from(data);
  const count = Math.floor(0.1 * rows);
  const end = (rows - count) * columns;
  return {
    before: { data: numbers.subarray(0, end), shape: [rows - count, columns] },
    last: { data: numbers.subarray(end), shape: [count, columns] },
  };
}

/** Noise that fills what was rounded: of the active power, the voltage, the three meters, the time. */
const NOISE = { kept: [0, 2, 4, 5, 6, 7], scales: [0.001, 0.01, 1, 1, 1, 0] } as const;

/**
 * Rows of household power in the published order, without reactive power and intensity, and with
 * the published noise: that of the voltage is drawn first, then that of the power, then by rows
 * that of the meters.
 */
export function powerRows({ data, shape: [rows, columns] }: MatrixLike): MatrixLike {
  const random = numpyRandom(42);
  const order = random.shuffled(rows);
  const { kept, scales } = NOISE;
  const width = kept.length;
  const noisy = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (const [j, column] of kept.entries()) {
      noisy[row * width + j] = data[order[row]! * columns + column]!;
    }
  }
  for (const group of [[1], [0], [2, 3, 4]]) {
    for (let row = 0; row < rows; row++) {
      for (const j of group) noisy[row * width + j]! += scales[j]! * random.rand();
    }
  }
  return { data: noisy, shape: [rows, width] };
}

/** Without the columns whose least value is there more than five times in the rows seen. */
export function withoutRepeats({ seen, test }: MafRows): MafRows {
  const [rows, columns] = seen.shape;
  if (test.shape[1] !== columns) {
    throw new EbmError(
      `loadMafDensity: rows for testing have ${test.shape[1]} columns, expected ${columns}.`,
    );
  }
  const kept = Array.from({ length: columns }, (_, j) => j).filter((j) => {
    let [least, count] = [Infinity, 0];
    for (let row = 0; row < rows; row++) {
      const value = seen.data[row * columns + j]!;
      if (value < least) [least, count] = [value, 1];
      else if (value === least) count++;
    }
    return count <= 5;
  });
  const take = ({ data, shape: [rows, columns] }: MatrixLike): MatrixLike => ({
    data: Float64Array.from(
      { length: rows * kept.length },
      (_, i) => data[Math.floor(i / kept.length) * columns + kept[i % kept.length]!]!,
    ),
    shape: [rows, kept.length],
  });
  return { seen: take(seen), test: take(test) };
}
