/** The greatest number of points that a URL can hold. */
export const MOST_ROWS = 2000;

/**
 * Reads the first two columns of numbers of a CSV text, standardized to mean 0 and standard deviation 1.
 *
 * @throws {Error} If there are fewer than ten rows with two numbers.
 */
export function readCsv(text: string): Float32Array {
  const rows = text
    .split(/\r?\n/)
    .map((line) =>
      line.split(/[,;\t]/).map((cell) => (cell.trim() === "" ? Number.NaN : Number(cell))),
    )
    .map((cells) => cells.filter(Number.isFinite))
    .filter((cells) => cells.length >= 2);
  if (rows.length < 10) {
    throw new Error(`The file has ${rows.length} rows with two numbers. It needs ten or more.`);
  }
  const every = Math.ceil(rows.length / MOST_ROWS);
  const kept = rows.filter((_, i) => i % every === 0);
  const [first, second] = [0, 1].map((j) => standardized(kept.map((row) => row[j]!)));
  return Float32Array.from(
    { length: 2 * kept.length },
    (_, i) => (i % 2 === 0 ? first! : second!)[i >> 1]!,
  );
}

function standardized(values: readonly number[]): number[] {
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  if (!(variance > 0)) throw new Error("A column of the file has the same number in every row.");
  return values.map((x) => (x - mean) / Math.sqrt(variance));
}
