import { create } from "@bufbuild/protobuf";
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  type NodeProto,
  NodeProtoSchema,
  TensorProtoSchema,
} from "onnx-buf";
import { editModel } from "./edit-model.js";
import { float16 } from "./float16.js";
import { elementsOf, isMatrix } from "./initializers.js";

/** Keeps matrices in half precision, each cast to single before it is used. */
export function toFloat16(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return editModel("quantize", bytes, ({ graph }) => {
    const casts: NodeProto[] = [];
    graph.initializer = graph.initializer.map((tensor) => {
      if (!isMatrix(tensor)) return tensor;
      const half = float16(elementsOf(tensor));
      // a mask of −1e30 has no half
      if (half.some((bits) => (bits & 0x7c00) === 0x7c00)) return tensor;
      const name = `${tensor.name}.float16`;
      const to = create(AttributeProtoSchema, {
        name: "to",
        type: AttributeType.INT,
        i: BigInt(DataType.FLOAT),
      });
      casts.push(
        create(NodeProtoSchema, {
          opType: "Cast",
          input: [name],
          output: [tensor.name],
          attribute: [to],
        }),
      );
      return create(TensorProtoSchema, {
        name,
        dims: tensor.dims,
        dataType: DataType.FLOAT16,
        rawData: new Uint8Array(half.buffer),
      });
    });
    graph.node.unshift(...casts);
  });
}
