import { mean } from "@ebm/core/float64";
import {
  compileModel,
  type EvaluateOptions,
  type Evaluation,
  evaluate,
  type ModelOutputs,
} from "@ebm/models";
import type { Evaluator, TestResults } from "../task.js";
import { baselineMetrics, type FrequencyLosses } from "./baseline-metrics.js";
import type { PreparedPart } from "./prepare-rows.js";
import { sampleQuality } from "./sample-quality.js";
import type { StructuredInstance } from "./structured-instance.js";

/** Computes the results on test rows that a report shows, besides their log-partitions. */
export type ReportOfTest = (
  instance: StructuredInstance,
  results: { readonly outputs: ModelOutputs; readonly evaluation: Evaluation },
) => TestResults["report"];

/** Facts about a task's test rows. */
export interface StructuredEvaluatorParts {
  readonly reportOfTest: ReportOfTest;
  readonly frequencyLosses: FrequencyLosses;
}

/** The largest space of members that is summed over during training. */
const MOST_MEMBERS = 2 ** 10;

/** Compiles an instance to evaluate its validation and test rows. */
export function structuredEvaluator(
  instance: StructuredInstance,
  { reportOfTest, frequencyLosses }: StructuredEvaluatorParts,
): Evaluator {
  const { config, model, loss, prepared, params: template } = instance;
  const compiled = compileModel(model, template, config);
  return {
    async validate(params) {
      const { validation } = prepared;
      const outputs = await compiled(params, validation);
      const options = { ...knownOf(validation), model, loss, mostMembers: MOST_MEMBERS };
      const { metrics, exact } = await evaluate(validation.targets, outputs, options);
      return {
        ...metrics,
        ...(loss.isExponential && sampleQuality(instance, outputs)),
        ...(exact && { exactLogPartition: mean(exact) }),
      };
    },
    async test(params, { signal, onProgress } = {}) {
      const outputs = await compiled(params, prepared.test);
      const options = { ...knownOf(prepared.test), model, loss, signal, onProgress };
      const evaluation = await evaluate(prepared.test.targets, outputs, options);
      const { exact } = evaluation;
      const results = { outputs, evaluation };
      const baselines = await baselineMetrics(instance, results, frequencyLosses);
      const logPartition = exact && { learned: [...outputs.logPartition], exact: [...exact] };
      return {
        metrics: { ...evaluation.metrics, ...baselines },
        report: {
          ...(logPartition && { logPartition }),
          ...reportOfTest(instance, results),
        },
      };
    },
    dispose: () => compiled.dispose(),
  };
}

/** Returns the known targets and the weights of a part, which its metrics use. */
function knownOf({ known, weights }: PreparedPart): Pick<EvaluateOptions, "known" | "weights"> {
  return { known, weights: weights?.data };
}
