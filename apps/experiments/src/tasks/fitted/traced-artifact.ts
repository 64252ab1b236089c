import { type TracedFile, tracedFileBytes } from "@ebm/models";
import type * as tf from "@tensorflow/tfjs-core";
import type { Artifact } from "../../export/artifact.js";
import { perSample } from "../../export/per-sample.js";
import { withRawColumns } from "../structured/with-raw-columns.js";
import type { MakeFilesOptions } from "../task.js";
import type { FittedInstance } from "./fitted-model.js";

/** The number of rows to try: the functions are evaluated eagerly, which takes a while. */
const ROWS = 16;
/** The size in bytes from which files are tried on fewer rows, because each takes a second. */
const LARGE = 2 ** 24;
const FEW_ROWS = 7;

/** Stacks of trees and neighbors amplify rounding more than networks do. */
const TOLERANCE = 1e-4;

export interface TracedArtifactInputs extends Omit<MakeFilesOptions, "kept"> {
  readonly name: string;
  readonly instance: FittedInstance;
  /** Generates inputs to try the file with. */
  readonly sample: NonNullable<Artifact["proof"]>["sample"];
}

/** Writes a function as an ONNX file that takes the columns of the user's table, with its proof. */
export function tracedArtifact(
  file: TracedFile,
  { name, instance, sample, card, samples = false }: TracedArtifactInputs,
): Artifact {
  const bytes = tracedFileBytes(file, { card });
  const artifact = {
    file: `${name}.onnx`,
    bytes,
    proof: {
      reference: (inputs: Readonly<Record<string, tf.Tensor>>) => ({
        [file.output]: file.compute(inputs as Record<string, tf.Tensor2D>),
      }),
      sample,
      jump: TOLERANCE / 10,
      tolerance: TOLERANCE,
      rows: bytes.length > LARGE ? FEW_ROWS : ROWS,
    },
  };
  const isMany = samples && Object.hasOwn(file.widths, "y");
  return withRawColumns(isMany ? perSample(artifact) : artifact, instance);
}
