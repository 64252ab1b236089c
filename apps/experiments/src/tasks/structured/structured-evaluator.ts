import { mean } from "@ebm/core/float64";
import {
  compileModel,
  type EvaluateOptions,
  type Evaluation,
  evaluate,
  type ModelOutputs,
} from "@ebm/models";
import type { LogPartitionBrackets } from "../../report/report-data.js";
import type { Evaluator, TestResults } from "../task.js";
import { baselineMetrics, type FrequencyLosses } from "./baseline-metrics.js";
import { bracketLogPartitions } from "./bracket-log-partitions.js";
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
      const bracket =
        !exact && loss.isExponential ? await bracketOf(instance, outputs, signal) : undefined;
      return {
        metrics: { ...evaluation.metrics, ...baselines },
        report: {
          ...(logPartition && { logPartition }),
          ...(bracket && { logPartitionBracket: bracket }),
          ...reportOfTest(instance, results),
        },
      };
    },
    dispose: () => compiled.dispose(),
  };
}

/** The largest number of rows whose log-partition is bracketed, and of their scores. */
const BRACKETED = 16;
const MOST_SCORES = 2 ** 16;

/** Returns undefined if the model is too large for this to take seconds. */
async function bracketOf(
  { model, keys }: StructuredInstance,
  { scores, logPartition }: ModelOutputs,
  signal: AbortSignal | undefined,
): Promise<LogPartitionBrackets | undefined> {
  const rows = Math.min(BRACKETED, logPartition.length, Math.floor(MOST_SCORES / model.scores));
  if (rows === 0) return undefined;
  const some = scores.subarray(0, rows * model.scores);
  const bounds = await bracketLogPartitions(some, model, { key: keys.noise, signal });
  return { learned: [...logPartition.subarray(0, rows)], ...bounds };
}

/** Returns the known targets and the weights of a part, which its metrics use. */
function knownOf({ known, weights }: PreparedPart): Pick<EvaluateOptions, "known" | "weights"> {
  return { known, weights: weights?.data };
}
