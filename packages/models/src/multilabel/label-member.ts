import type { Matrix } from "@ebm/datasets";
import type { Checkpoint } from "@ebm/engine";
import { encodeInputs } from "../members/encode-inputs.js";
import type { Inputs } from "../members/fit-inputs.js";
import type { Linear } from "../members/fit-ridge.js";
import { linearScores } from "../members/linear-scores.js";
import { neighborMeans } from "../members/neighbor-means.js";
import { predictNetworks } from "../members/predict-networks.js";
import { type Forest, predictForest } from "../trees/forest.js";
import { type Smoothing, smoothedLogits } from "./smoothed-logits.js";

/** A model of each label given x, as plain data. */
export type LabelMember =
  | { readonly kind: "logistic"; readonly inputs: Inputs; readonly linear: Linear }
  | {
      readonly kind: "forest" | "extra trees";
      readonly forest: Forest;
      readonly smoothing: Smoothing;
    }
  | {
      readonly kind: "neighbors";
      readonly inputs: Inputs;
      readonly x: Matrix;
      readonly y: Matrix;
      readonly count: number;
      readonly smoothing: Smoothing;
    }
  | { readonly kind: "networks"; readonly inputs: Inputs; readonly params: Checkpoint["params"] };

/** The logits of each label for rows x. Shape [rows, labels]. */
export async function memberLogits(member: LabelMember, x: Matrix): Promise<Matrix> {
  switch (member.kind) {
    case "logistic":
      return linearScores(member.linear, encodeInputs(x, member.inputs));
    case "forest":
    case "extra trees":
      return smoothedLogits(predictForest(member.forest, x), member.smoothing);
    case "neighbors": {
      const queries = encodeInputs(x, member.inputs);
      const counts = [member.count];
      const [means] = await neighborMeans({ x: member.x, y: member.y, queries, counts });
      return smoothedLogits(means!, member.smoothing);
    }
    case "networks": {
      const all = await predictNetworks(member.params, encodeInputs(x, member.inputs));
      const mean = all[0]!.data.map((_, i) => {
        return all.reduce((sum, { data }) => sum + data[i]! / all.length, 0);
      });
      return { data: mean, shape: all[0]!.shape };
    }
  }
}
