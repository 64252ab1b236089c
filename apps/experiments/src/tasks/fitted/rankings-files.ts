import { split, uniform } from "@ebm/core";
import { rankingsFiles as filesOf, labelRankingModel, type RankingsFileName } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";
import { randomColumns } from "../structured/random-columns.js";
import type { FittedModel } from "./fitted-model.js";
import type { FittedRankings } from "./fitted-rankings.js";
import { tracedArtifact } from "./traced-artifact.js";

export const RANKINGS_FILES: readonly RankingsFileName[] = ["log-prob", "predict"];

/** Creates the ONNX files of a model of orders. */
export const rankingsFiles: FittedModel<FittedRankings>["makeFiles"] = (
  { model },
  instance,
  { names, ...options },
) => {
  const { labels } = model;
  const { structure } = labelRankingModel(labels, "permutahedron");
  const files = filesOf(model);
  return names.map((name) => {
    const file = files[name as RankingsFileName];
    return tracedArtifact(file, {
      ...options,
      name,
      instance,
      sample(key, batch) {
        const [forX, forY] = split(key, 2);
        const x = randomColumns(instance.prepared.preprocessor, forX, batch);
        if (!Object.hasOwn(file.widths, "y")) return { x };
        const shape = [batch, labels] as const;
        const noise = uniform(forY, batch * labels);
        const y = tf.tidy(() => structure.sample(tf.tensor2d(noise, [...shape])).dataSync());
        return { x, y: { data: Float32Array.from(y), shape } };
      },
    });
  });
};
