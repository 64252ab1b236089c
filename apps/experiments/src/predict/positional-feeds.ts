import { EbmError } from "@ebm/core/errors";
import { type ReadTableOptions, type Table, tableChunks } from "@ebm/datasets";
import type { Signature } from "@ebm/onnx-export";
import type { FedRows } from "./named-feeds.js";

/**
 * Reads the inputs of a model that does not name its columns: first the columns of x, then those of
 * the other inputs, in the order of the file.
 *
 * @throws {EbmError} If the number of columns is wrong, or one is not a number.
 */
export async function* positionalFeeds(
  inputs: Signature["inputs"],
  {
    file,
    options,
    rows,
  }: { readonly file: string; readonly options: ReadTableOptions; readonly rows: number },
): AsyncGenerator<FedRows> {
  const widths = Object.entries(inputs)
    .toSorted(([a], [b]) => Number(b === "x") - Number(a === "x"))
    .map(([name, { shape }]) => {
      const [open, width, ...others] = shape;
      if (typeof open === "string" && typeof width === "number" && others.length === 0) {
        return { name, width };
      }
      throw new EbmError(`${file}: \`${name}\` is not a table [rows, columns], expected JSON.`);
    });
  const expected = widths.reduce((sum, { width }) => sum + width, 0);
  const note =
    "The model does not say what its columns are called: those of the file were taken in their order.";
  for await (const table of tableChunks(file, { ...options, rows })) {
    const { columns } = table;
    if (columns.length !== expected) {
      const wanted = widths.map(({ name, width }) => `${width} of \`${name}\``).join(" and ");
      throw new EbmError(`${file} has ${columns.length} columns, expected ${wanted}.`);
    }
    let from = 0;
    const feeds = widths.map(({ name, width }) => {
      const data = new Float32Array(table.rows * width);
      for (let i = 0; i < width; i++) {
        const values = numbersOf(file, columns[from + i]!);
        for (let row = 0; row < table.rows; row++) data[row * width + i] = values[row]!;
      }
      from += width;
      return [name, { data, shape: [table.rows, width] }] as const;
    });
    yield { feeds: Object.fromEntries(feeds), notes: [note] };
  }
}

function numbersOf(file: string, column: Table["columns"][number]): ArrayLike<number> {
  const { name, kind, values } = column;
  const numbers =
    kind === "category"
      ? Array.from(values, (code) => Number(column.categories[code] ?? Number.NaN))
      : (values as ArrayLike<number>);
  const isNumeric = kind !== "text" && Array.from(numbers).every(Number.isFinite);
  if (isNumeric) return numbers;
  throw new EbmError(
    `${file}: column \`${name}\` is not a number in each row, which a model without names takes.`,
  );
}
