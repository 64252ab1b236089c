import { foldIn, type Key } from "@ebm/core";
import type { Preprocessor } from "@ebm/datasets";
import {
  exportFunction,
  type ModelCard,
  readSchema,
  withPreprocessor,
  withSchema,
} from "@ebm/onnx-export";
import type * as tf from "@tensorflow/tfjs-core";
import type { Artifact } from "../../export/artifact.js";
import { featuresOf, type RawColumns, randomColumns } from "../structured/random-columns.js";

export interface ColumnArtifactInputs {
  readonly name: string;
  readonly description: string;
  readonly card: ModelCard;
  /** Converts the columns of the user's file to features. */
  readonly preprocessor: Preprocessor;
  /** Texts that mean a missing value. */
  readonly missing: readonly string[] | undefined;
  /** Inputs besides the columns, and functions that generate them. Default: none. */
  readonly others?: Readonly<
    Record<
      string,
      { readonly width: number; readonly sample: (key: Key, rows: number) => Float32Array }
    >
  >;
  /** The outputs by name, given features and the other inputs. */
  readonly outputs: (
    features: tf.Tensor2D,
    others: Readonly<Record<string, tf.Tensor2D>>,
  ) => Record<string, tf.Tensor>;
  /** The largest relative error that passes. */
  readonly tolerance: number;
}

/**
 * Writes a function of rows as an ONNX file that takes the columns of the user's file, with its
 * proof. The file refuses missing values in columns that had none in training.
 */
export function columnArtifact(inputs: ColumnArtifactInputs): Artifact {
  const { name, description, card, preprocessor, missing, outputs, tolerance } = inputs;
  const others = Object.entries(inputs.others ?? {});
  const features = featuresOf(preprocessor, randomColumns(preprocessor, [0, 0], 1)).shape[1];
  const reference = ({ x, ...rest }: Readonly<Record<string, tf.Tensor>>) =>
    outputs(x as tf.Tensor2D, rest as Record<string, tf.Tensor2D>);
  const matrix = (width: number) => ({ shape: ["batch", width], dtype: "float32" }) as const;
  const file = exportFunction(
    reference,
    {
      x: matrix(features),
      ...Object.fromEntries(others.map(([name, { width }]) => [name, matrix(width)])),
    },
    { ...card, name, description },
  );
  const bytes = withPreprocessor(file, preprocessor);
  const schema = readSchema(bytes)!;
  const columns = schema.inputs.x!.columns.map((column, j) =>
    preprocessor.columns[j]!.hasMissing ? column : { ...column, missing: "refused" as const },
  );
  return {
    file: `${name}.onnx`,
    bytes: withSchema(bytes, {
      ...schema,
      ...(missing && { missing }),
      inputs: { x: { columns } },
    }),
    proof: {
      reference,
      sample(key, batch) {
        const drawn = others.map(([name, { width, sample }], i) => {
          return [name, { data: sample(foldIn(key, i), batch), shape: [batch, width] }] as const;
        });
        return { x: randomColumns(preprocessor, key, batch), ...Object.fromEntries(drawn) };
      },
      prepare: ({ x, ...rest }) => ({ ...rest, x: featuresOf(preprocessor, x as RawColumns) }),
      tolerance,
    },
  };
}
