import { gaussianMixture } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { chainLogProb } from "../chains/chain-log-prob.js";
import type { MixedColumn } from "../chains/mixed-column.js";
import type { RowTensors } from "../chains/row-tensors.js";
import { classesLogProb } from "./classes-log-prob.js";
import type { DensityPart } from "./density-part.js";
import { kernelsLogProb } from "./kernels-log-prob.js";

/** Log-density of rows after scaling under each member of a part. Shape [members, rows]. */
export function partLogProb(
  part: DensityPart,
  columns: readonly MixedColumn[],
  rows: RowTensors,
): tf.Tensor2D {
  switch (part.kind) {
    case "chain":
      return chainLogProb(part.chain, columns, rows);
    case "gaussians":
      return tf.stack(
        part.members.map((member) => gaussianMixture(member).logProb(rows.z)),
      ) as tf.Tensor2D;
    case "classes":
      return tf.stack(part.members.map((member) => classesLogProb(member, rows))) as tf.Tensor2D;
    case "kernels":
      return kernelsLogProb(part, rows.z);
  }
}
