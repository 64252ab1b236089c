import { split, uniform } from "@ebm/core";
import { labelSetsFiles as filesOf, type LabelSetsFileName } from "@ebm/models";
import { randomColumns } from "../structured/random-columns.js";
import type { FittedLabelSets } from "./fitted-label-sets.js";
import type { FittedModel } from "./fitted-model.js";
import { tracedArtifact } from "./traced-artifact.js";

export const LABEL_SETS_FILES: readonly LabelSetsFileName[] = [
  "log-prob",
  "predict",
  "marginals",
  "sampler",
];

/** Creates the ONNX files of a model of sets of labels. All outputs are exact. */
export const labelSetsFiles: FittedModel<FittedLabelSets>["makeFiles"] = (
  { model },
  instance,
  { names, ...options },
) => {
  const files = filesOf(model);
  return names.map((name) => {
    const file = files[name as LabelSetsFileName]!; // a name that `whyMissing` accepts
    const { x: _, ...widths } = file.widths;
    return tracedArtifact(file, {
      ...options,
      name,
      instance,
      sample(key, batch) {
        const [forX, ...keys] = split(key, 3);
        const others = Object.entries(widths).map(([input, width], i) => {
          const values = uniform(keys[i]!, batch * width);
          const data = input === "y" ? values.map((u) => Number(u < 0.5)) : values;
          return [input, { data, shape: [batch, width] }] as const;
        });
        const x = randomColumns(instance.prepared.preprocessor, forX!, batch);
        return { x, ...Object.fromEntries(others) };
      },
    });
  });
};
