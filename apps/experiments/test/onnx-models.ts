import { create, toBinary } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  ValueInfoProtoSchema,
} from "onnx-buf";

type Axis = number | string;
type GraphInit = Parameters<typeof create<typeof GraphProtoSchema>>[1];

interface Copied {
  readonly from: string;
  readonly to: string;
  readonly dtype: keyof typeof DataType;
}

/**
 * Creates a model, as other tools may write it, with inputs [batch, 2] that it returns unchanged.
 */
export function identityModel(...copied: readonly Copied[]): Uint8Array {
  return modelOf({
    name: "identity",
    input: copied.map(({ from, dtype }) => tensorOf(from, dtype, ["batch", 2])),
    output: copied.map(({ to, dtype }) => tensorOf(to, dtype, ["batch", 2])),
    node: copied.map(({ from, to }) => ({ opType: "Identity", input: [from], output: [to] })),
  });
}

/** Creates a model whose run takes as long as its input `times` says: it adds 1 to x so often. */
export function loopModel(): Uint8Array {
  const body = create(GraphProtoSchema, {
    name: "body",
    input: [
      tensorOf("i", "INT64", []),
      tensorOf("go", "BOOL", []),
      tensorOf("sum", "FLOAT", ["batch", 2]),
    ],
    output: [tensorOf("still", "BOOL", []), tensorOf("next", "FLOAT", ["batch", 2])],
    node: [
      { opType: "Identity", input: ["go"], output: ["still"] },
      { opType: "Add", input: ["sum", "one"], output: ["next"] },
    ],
  });
  return modelOf({
    name: "loop",
    input: [tensorOf("times", "INT64", []), tensorOf("x", "FLOAT", ["batch", 2])],
    output: [tensorOf("y", "FLOAT", ["batch", 2])],
    initializer: [{ name: "one", dataType: DataType.FLOAT, floatData: [1] }],
    node: [
      {
        opType: "Loop",
        input: ["times", "", "x"],
        output: ["y"],
        attribute: [{ name: "body", type: AttributeType.GRAPH, g: body }],
      },
    ],
  });
}

/** Creates a model whose output has as many bytes as its input `bytes` says. */
export function wideModel(): Uint8Array {
  return modelOf({
    name: "wide",
    input: [tensorOf("bytes", "INT64", [1])],
    output: [tensorOf("y", "INT64", ["n"])],
    initializer: [{ name: "eight", dataType: DataType.INT64, int64Data: [8n] }],
    node: [
      { opType: "Div", input: ["bytes", "eight"], output: ["n"] },
      { opType: "ConstantOfShape", input: ["n"], output: ["zeros"] },
      { opType: "Cast", input: ["zeros"], output: ["y"], attribute: [castTo(DataType.INT64)] },
    ],
  });
}

function castTo(dtype: DataType) {
  return { name: "to", type: AttributeType.INT, i: BigInt(dtype) };
}

function tensorOf(name: string, dtype: keyof typeof DataType, shape: readonly Axis[]) {
  const dim = shape.map((size) => ({
    value:
      typeof size === "string"
        ? { case: "dimParam" as const, value: size }
        : { case: "dimValue" as const, value: BigInt(size) },
  }));
  const tensor = { elemType: DataType[dtype] as number, shape: { dim } };
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: "tensorType", value: tensor as never } },
  });
}

function modelOf(graph: GraphInit): Uint8Array {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ domain: "", version: 17n }],
      graph: create(GraphProtoSchema, graph) as GraphProto,
    }),
  );
}
