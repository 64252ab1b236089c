import { create } from "@bufbuild/protobuf";
import {
  TensorProto_DataLocation as DataLocation,
  StringStringEntryProtoSchema,
  type TensorProto,
} from "onnx-buf";
import { editModel } from "./edit-model.js";

export interface SplitWeights {
  readonly model: Uint8Array<ArrayBuffer>;
  /** The bytes of the weight file. Write it next to the model, as `location`. */
  readonly data: Uint8Array<ArrayBuffer>;
}

export interface SplitWeightsOptions {
  /** The name of the weight file, in the directory of the model. */
  readonly location: string;
  /** The minimum size of weights to move, in bytes. Smaller ones stay in the model. Default: 1024. */
  readonly from?: number;
}

/** The alignment of offsets, so that a runtime can map the file into memory. */
const PAGE = 4096;

/**
 * Moves large weights of a file to a second file. ONNX requires this above 2 GB. It also helps
 * servers, because runtimes map the weights into memory once for all processes.
 */
export function splitWeights(
  bytes: Uint8Array,
  { location, from = 1024 }: SplitWeightsOptions,
): SplitWeights {
  const parts: { readonly offset: number; readonly data: Uint8Array }[] = [];
  let end = 0;
  const move = (tensor: TensorProto): void => {
    const { rawData: data } = tensor;
    if (data.length < from) return;
    const offset = Math.ceil(end / PAGE) * PAGE;
    end = offset + data.length;
    parts.push({ offset, data });
    tensor.rawData = new Uint8Array();
    tensor.dataLocation = DataLocation.EXTERNAL;
    tensor.externalData = Object.entries({ location, offset, length: data.length }).map(
      ([key, value]) => create(StringStringEntryProtoSchema, { key, value: `${value}` }),
    );
  };
  const model = editModel("splitWeights", bytes, ({ graph }) => graph.initializer.forEach(move));
  const data = new Uint8Array(end);
  for (const part of parts) data.set(part.data, part.offset);
  return { model, data };
}
