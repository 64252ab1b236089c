import { EbmError } from "@ebm/core";
import { type Packed, readSignature } from "@ebm/trace";

/** A parameter, as in the checkpoints of @ebm/engine. */
export interface Parameter {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/**
 * Reads the parameters in a vector by their paths, such as `scores.0.weight`. This is the format of
 * checkpoints of @ebm/engine, so `train` can continue from what train-step.onnx has learned.
 *
 * @param file The bytes of train-step.onnx or train-state.onnx, whose metadata has the layout.
 * @param vector The `params` of its state.
 *
 * @throws {EbmError} If the file has no layout, or its size differs.
 */
export function readParams(
  file: Uint8Array,
  { data }: Packed,
): Readonly<Record<string, Parameter>> {
  const { parameters } = readSignature(file).metadata;
  if (parameters === undefined) {
    throw new EbmError(
      "readParams: the file has no `parameters` in its metadata, expected train-step.onnx.",
    );
  }
  let end = 0;
  const layout = JSON.parse(parameters) as { path: string; shape: number[] }[];
  const read = layout.map(({ path, shape }) => {
    const start = end;
    end += shape.reduce((product, size) => product * size, 1);
    return [path, { data: Float32Array.from(data.subarray(start, end)), shape }] as const;
  });
  if (end === data.length) return Object.fromEntries(read);
  throw new EbmError(`readParams: the vector has ${data.length} numbers, expected ${end}.`);
}
