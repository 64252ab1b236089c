import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { EbmError } from "@ebm/core";
import { type GraphProto, type ModelProto, ModelProtoSchema } from "onnx-buf";

/** Edits the model in the bytes of an ONNX file. */
export function editModel(
  where: string,
  bytes: Uint8Array,
  edit: (model: ModelProto & { graph: GraphProto }) => void,
): Uint8Array<ArrayBuffer> {
  const model = decode(where, bytes);
  if (!model.graph) {
    throw new EbmError(`${where}: \`bytes\` have no graph, expected an ONNX model.`);
  }
  edit(model as ModelProto & { graph: GraphProto });
  return toBinary(ModelProtoSchema, model) as Uint8Array<ArrayBuffer>;
}

function decode(where: string, bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new EbmError(`${where}: \`bytes\` are not protobuf, expected an ONNX model.`, { cause });
  }
}
