export interface ChainMaskInputs {
  readonly before: readonly (readonly number[])[];
  /** Number of inputs of each column. */
  readonly widths: readonly number[];
  /** Number of inputs before those of the columns, which all columns see. */
  readonly context: number;
  readonly hidden: number;
}

/** Returns 1 where a column sees an input, otherwise 0. Shape [inputs, columns · hidden]. */
export function chainMask({ before, widths, context, hidden }: ChainMaskInputs): Float32Array {
  const owners = [
    ...Array<number>(context).fill(-1),
    ...widths.flatMap((width, column) => Array<number>(width).fill(column)),
  ];
  const mask = new Float32Array(owners.length * widths.length * hidden);
  for (const [input, owner] of owners.entries()) {
    for (const [column, seen] of before.entries()) {
      if (owner >= 0 && !seen.includes(owner)) continue;
      const start = (input * widths.length + column) * hidden;
      mask.fill(1, start, start + hidden);
    }
  }
  return mask;
}
