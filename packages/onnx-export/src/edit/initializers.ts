import { TensorProto_DataType as DataType, type TensorProto } from "onnx-buf";

/** Returns whether a constant is a float32 matrix that is large enough to compress. */
export function isMatrix({ dims, dataType, rawData }: TensorProto): boolean {
  return dataType === DataType.FLOAT && dims.length === 2 && rawData.length >= 256;
}

/** Returns the elements of a float32 constant. */
export function elementsOf({ rawData }: TensorProto): Float32Array {
  // a copy, which `slice` of a Buffer would not be
  return new Float32Array(new Uint8Array(rawData).buffer);
}
