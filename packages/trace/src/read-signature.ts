import { fromBinary } from "@bufbuild/protobuf";
import { EbmError } from "@ebm/core";
import {
  TensorProto_DataType as DataType,
  type ModelProto,
  ModelProtoSchema,
  type ValueInfoProto,
} from "onnx-buf";
import type { ModelInfo } from "./encode-model.js";
import type { TensorSpec } from "./traced.js";

/** The inputs, outputs and metadata of a model. */
export interface Signature extends Required<Omit<ModelInfo, "target">> {
  /** Shapes and dtypes. An axis with a name is open; `?` is an open axis without a name. */
  readonly inputs: Readonly<Record<string, TensorSpec>>;
  readonly outputs: Readonly<Record<string, TensorSpec>>;
  /** The version of the ONNX operator set that it uses. */
  readonly opset: number;
}

/**
 * Reads the signature of an ONNX file from its bytes.
 *
 * @throws {EbmError} If they are not an ONNX model, or an input or output is not a tensor of known
 *   rank.
 */
export function readSignature(bytes: Uint8Array): Signature {
  const { graph, docString, metadataProps, opsetImport } = decode(bytes);
  const own = opsetImport.find(({ domain }) => domain === "" || domain === "ai.onnx");
  if (!graph || !own) {
    throw new EbmError("readSignature: `bytes` have no graph and opset, expected an ONNX model.");
  }
  // Old files list constants among their inputs, as defaults.
  const constants = new Set(graph.initializer.map(({ name }) => name));
  return {
    name: graph.name,
    description: docString,
    metadata: Object.fromEntries(metadataProps.map(({ key, value }) => [key, value])),
    inputs: specs(graph.input.filter(({ name }) => !constants.has(name))),
    outputs: specs(graph.output),
    opset: Number(own.version),
  };
}

/** The dtypes that have other names in ONNX. */
const FLOATS: ReadonlyMap<number, string> = new Map([
  [DataType.FLOAT, "float32"],
  [DataType.DOUBLE, "float64"],
]);

function decode(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new EbmError("readSignature: `bytes` are not protobuf, expected an ONNX model.", {
      cause,
    });
  }
}

function specs(values: readonly ValueInfoProto[]): Record<string, TensorSpec> {
  return Object.fromEntries(values.map((value) => [value.name, specOf(value)]));
}

function specOf({ name, type }: ValueInfoProto): TensorSpec {
  if (type?.value.case !== "tensorType" || !type.value.value.shape) {
    throw new EbmError(`readSignature: \`${name}\` is not a tensor of known rank.`);
  }
  const { shape, elemType } = type.value.value;
  return {
    shape: shape.dim.map(({ value }) =>
      value.case === "dimValue" ? Number(value.value) : value.value || "?",
    ),
    dtype: FLOATS.get(elemType) ?? (DataType[elemType] ?? "UNDEFINED").toLowerCase(),
  };
}
