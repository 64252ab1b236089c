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
import { elementsOf, isMatrix } from "./initializers.js";

/** Stores matrices in half precision, and casts each to single precision before use. */
export function toFloat16(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return editModel("quantize", bytes, ({ graph }) => {
    const casts: NodeProto[] = [];
    graph.initializer = graph.initializer.map((tensor) => {
      if (!isMatrix(tensor)) return tensor;
      const half = float16(elementsOf(tensor));
      // a mask of −1e30 does not fit in half precision
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

/**
 * Converts numbers to the bits of half precision: 1 for the sign, 5 for the exponent, 10 for the
 * significand. Rounds to nearest, ties to even. Numbers from 65520 overflow to infinity.
 */
export function float16(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, (value) => {
    const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
    const size = Math.abs(value);
    if (Number.isNaN(value)) return 0x7e00;
    if (size >= 65520) return sign | 0x7c00;
    // the spacing is 2⁻²⁴ below 2⁻¹⁴, and 2⁻¹⁰ of the power of two above
    const exponent = Math.max(-14, Math.floor(Math.log2(size)));
    const steps = roundToEven(size / 2 ** (exponent - 10));
    return sign | (steps + (exponent + 14) * 1024);
  });
}

function roundToEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down;
}
