import { EbmError } from "@ebm/core/errors";
import type { Checkpoint } from "@ebm/engine";
import type { StructuredModel } from "@ebm/models";
import type { ModelCard } from "@ebm/onnx-export";
import type { Problem } from "../task.js";
import { fitInParts } from "./fit-in-parts.js";
import type { FittedInstance, FittedModel } from "./fitted-model.js";
import { unpackPlain } from "./pack-plain.js";

/** The largest number of values of a model that can be exported: files of 256 MB each. */
const MOST_VALUES = 2 ** 26;

/** Further facts about a task. */
export interface FittedProblemParts extends Pick<Problem, "dataset" | "found"> {
  readonly structure: StructuredModel;
  readonly target: ModelCard["target"];
  readonly notes: readonly string[];
}

/** Creates the problem of fitting a model in parts. */
export function fittedProblem<M>(
  model: FittedModel<M>,
  instance: FittedInstance,
  { dataset, found, structure, target, notes }: FittedProblemParts,
): Problem {
  const { prepared } = instance;
  const plan = model.plan(instance);
  const never = new AbortController().signal;
  const whyMissing = (file: string, kept?: Checkpoint): string | undefined => {
    if (!model.files.includes(file)) {
      return `--model ${model.name} has no such file, but ${model.files.join(", ")}.`;
    }
    const values = Object.values(kept?.params ?? {}).reduce(
      (sum, { data }) => sum + data.length,
      0,
    );
    if (values <= MOST_VALUES) {
      return kept && model.whyMissing(unpackPlain(kept.params) as M, file);
    }
    return `the model has ${values} numbers, expected ${MOST_VALUES} at most: use a smaller --budget.`;
  };
  return {
    dataset,
    found,
    rows: { train: prepared.train.x.shape[0], validation: 0, test: prepared.test.x.shape[0] },
    notes: [...notes, ...plan.notes],
    score: structure.score,
    steps: plan.parts.length,
    train: (from, { signal } = { signal: never }) =>
      fitInParts({
        parts: plan.parts,
        from,
        signal,
        fit: (onPart) => model.fit(instance, { signal, onPart }),
      }),
    openEvaluator: () => ({
      validate: async () => ({}),
      test: (params) => model.test(unpackPlain(params) as M, instance),
      dispose: async () => {},
    }),
    card: {
      method: model.method,
      structure: structure.structure.name,
      dataset: dataset.name,
      ...(target && { target }),
    },
    defaultFiles: model.defaultFiles,
    openModel: ({ params }) => model.open(unpackPlain(params) as M, instance),
    whyMissing,
    makeFiles(names, { kept, ...options }) {
      for (const name of names) {
        const missing = whyMissing(name, kept);
        if (missing) throw new EbmError(`${name}.onnx: ${missing}`);
      }
      return model.makeFiles(unpackPlain(kept.params) as M, instance, { ...options, names });
    },
  };
}
