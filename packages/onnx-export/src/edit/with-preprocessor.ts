import { create } from "@bufbuild/protobuf";
import { EbmError } from "@ebm/core";
import {
  TensorProto_DataType as DataType,
  TensorShapeProto_DimensionSchema,
  type ValueInfoProto,
} from "onnx-buf";
import { inputColumns } from "../schema/input-columns.js";
import type { PreprocessorLike } from "../schema/preprocessor-like.js";
import { readSchema } from "../schema/read-schema.js";
import { graphWriter } from "../write/graph-writer.js";
import { editModel } from "./edit-model.js";
import { preprocessorFeatures } from "./preprocessor-features.js";
import { renameValues } from "./rename-values.js";
import { withMetadata } from "./with-metadata.js";
import { withSchema } from "./with-schema.js";
import { writePreprocessor } from "./write-preprocessor.js";

export interface WithPreprocessorOptions {
  /** The name of the input that has the features. Default: "x". */
  readonly of?: string;
}

/**
 * Puts a preprocessor into a file: its input of features, float32 [batch, features], becomes one of
 * raw columns, float64 [batch, columns], in the order of the preprocessor:
 *
 *   number     itself, NaN where it is missing
 *   datetime   milliseconds since 1970, NaN where it is missing
 *   category   the position in `categories`, NaN or −1 where it is missing; any other number is unknown
 *   boolean    1 or 0, NaN where it is missing
 *
 * The graph computes in float64 what `applyPreprocessor` of @ebm/datasets does. Where an unknown
 * category is an error, a row that has one gives NaN. The columns are written into the schema of
 * the file; `rowsToInputs` fills them by name. Trials of the file, which have features, are removed.
 *
 * @throws {EbmError} If there is no input `of`, or it does not have the features of the preprocessor.
 */
export function withPreprocessor(
  bytes: Uint8Array,
  preprocessor: PreprocessorLike,
  { of = "x" }: WithPreprocessorOptions = {},
): Uint8Array<ArrayBuffer> {
  const edited = editModel("withPreprocessor", bytes, (model) => {
    const { graph } = model;
    const input = graph.input.find(({ name }) => name === of);
    if (input === undefined) {
      const names = graph.input.map(({ name }) => name).join(", ");
      throw new EbmError(`withPreprocessor: \`of\` is ${of}, expected one of ${names}.`);
    }
    takeColumns(input, preprocessor);
    const features = `${of}.features`;
    renameValues(graph.node, new Map([[of, features]]));
    const writer = graphWriter(`preprocessor.${of}`);
    writePreprocessor(writer, preprocessor, { raw: of, output: features });
    graph.node = [...writer.nodes, ...graph.node];
    graph.initializer.push(...writer.initializers);
    model.metadataProps = model.metadataProps.filter(({ key }) => key !== "trials");
  });
  const schema = readSchema(edited) ?? { version: 1, inputs: {} };
  const described = withSchema(edited, {
    ...schema,
    inputs: { ...schema.inputs, [of]: { columns: inputColumns(preprocessor) } },
    notes: [...(schema.notes ?? []), ...(preprocessor.notes ?? [])],
  });
  return withMetadata(described, {
    preprocessing: `in the graph: ${of} has raw columns, which \`schema\` describes`,
  });
}

/** Makes an input of features one of raw columns. */
function takeColumns({ name, type }: ValueInfoProto, preprocessor: PreprocessorLike): void {
  const width = preprocessorFeatures(preprocessor).length;
  const tensor = type?.value.case === "tensorType" ? type.value.value : undefined;
  const dims = tensor?.shape?.dim ?? [];
  const size = dims[1]?.value;
  const fits = dims.length === 2 && size?.case === "dimValue" && Number(size.value) === width;
  if (!tensor || !fits || tensor.elemType !== DataType.FLOAT) {
    const shape = dims.map(({ value }) => value.value ?? "?").join(", ");
    const dtype = DataType[tensor?.elemType ?? 0]?.toLowerCase();
    throw new EbmError(
      `withPreprocessor: \`${name}\` is ${dtype} [${shape}], expected float [batch, ${width}], the features of \`preprocessor\`.`,
    );
  }
  tensor.elemType = DataType.DOUBLE;
  dims[1] = create(TensorShapeProto_DimensionSchema, {
    value: { case: "dimValue", value: BigInt(preprocessor.columns.length) },
  });
}
