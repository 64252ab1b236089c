import type { FetchOptions } from "@ebm/datasets";
import type { StructuredModel } from "@ebm/models";
import type { ModelCard } from "@ebm/onnx-export";
import type { Problem, Settings, Task } from "../task.js";
import type { FrequencyLosses } from "./baseline-metrics.js";
import { checkRows } from "./check-rows.js";
import { DEFAULT_FILES, FILE_NAMES, makeFiles, whyMissing } from "./make-files.js";
import { structuredMetricFacts } from "./metric-facts.js";
import { type RawRows, rawRows } from "./raw-rows.js";
import { type StructuredConfig, structuredDefaults } from "./structured-config.js";
import type { StructuredData } from "./structured-data.js";
import { type ReportOfTest, structuredEvaluator } from "./structured-evaluator.js";
import { type StructuredInstance, structuredInstance } from "./structured-instance.js";
import { addStructuredOptions, type DefaultHyperparameters } from "./structured-options.js";
import { trainInstance } from "./train-instance.js";

/** A task whose models are over a structure, and learn their log-partition. */
export interface StructuredTask<C extends StructuredConfig = StructuredConfig> extends Task<C> {
  /** Loads a published data set. */
  loadRows(config: C, options: FetchOptions): Promise<StructuredData>;
  /** Reads the user's own files. */
  readRows(config: C): Promise<RawRows>;
  /** The name of a label in a report. */
  readonly labelsTitle: string;
  /** The kind of y in the schema of exported files. */
  readonly targetKind: "label-set" | "ranking";
  createModel(labels: number, name: C["model"]): StructuredModel;
  /** Loads the data of a config, and creates its model. */
  open(config: C, options: FetchOptions): Promise<StructuredInstance>;
}

/** The parts in which such tasks differ. */
export interface StructuredTaskParts<C extends StructuredConfig>
  extends Pick<
    StructuredTask<C>,
    | "name"
    | "title"
    | "help"
    | "datasets"
    | "addOptions"
    | "parseOptions"
    | "schema"
    | "published"
    | "metricFacts"
    | "headline"
    | "loadRows"
    | "readRows"
    | "labelsTitle"
    | "targetKind"
    | "createModel"
  > {
  readonly hyperparameters: DefaultHyperparameters;
  /** The defaults of options that the other task lacks. */
  defaults(data: C["data"]): Settings;
  readonly reportOfTest: ReportOfTest;
  readonly frequencyLosses: FrequencyLosses;
}

export function structuredTask<C extends StructuredConfig>(
  parts: StructuredTaskParts<C>,
): StructuredTask<C> {
  const { hyperparameters, loadRows, readRows, createModel } = parts;
  const open = async (config: C, options: FetchOptions): Promise<StructuredInstance> => {
    const isPublished = "dataset" in config.data;
    const data = isPublished ? rawRows(await loadRows(config, options)) : await readRows(config);
    const model = createModel(data.labelNames.length, config.model);
    checkRows(data, { ...config, model });
    return structuredInstance(config, { data, model });
  };
  return {
    ...parts,
    addOptions(command) {
      parts.addOptions(command);
      addStructuredOptions(command, hyperparameters);
    },
    defaults: (data) => ({
      ...structuredDefaults,
      ...hyperparameters.common,
      ...hyperparameters.byDataset["dataset" in data ? String(data.dataset) : ""],
      ...parts.defaults(data),
    }),
    variant: ({ loss, model }) => [loss, model],
    metricFacts: { ...parts.metricFacts, ...structuredMetricFacts },
    headline: [...parts.headline, "nll", "logPartitionRmse"],
    files: FILE_NAMES,
    defaultFiles: DEFAULT_FILES,
    open,
    load: async (config, options) => problemOf(await open(config, options), parts),
  };
}

/** Facts about the rows of a problem. */
export function describeRows(
  data: RawRows,
  { labelsTitle, targetKind }: Pick<StructuredTaskParts<never>, "labelsTitle" | "targetKind">,
  structure: string,
): Pick<Problem, "dataset" | "found"> & Required<Pick<ModelCard, "target">> {
  const { rows, columns } = data.features;
  return {
    dataset: {
      name: data.name,
      rows,
      dimensions: { Features: columns.length, [labelsTitle]: data.labelNames.length },
      ...(data.source !== undefined && { source: data.source }),
    },
    ...(data.columns && { found: { columns: data.columns } }),
    target: {
      kind: targetKind,
      labels: data.labelNames,
      structure,
      ...(data.target !== undefined && { column: data.target }),
    },
  };
}

function problemOf(
  instance: StructuredInstance,
  parts: Pick<
    StructuredTaskParts<never>,
    "labelsTitle" | "targetKind" | "reportOfTest" | "frequencyLosses"
  >,
): Problem {
  const { data, model, loss, prepared } = instance;
  const { train, validation, test } = prepared;
  const { target, ...described } = describeRows(data, parts, model.structure.name);
  return {
    ...described,
    rows: { train: train.x.shape[0], validation: validation.x.shape[0], test: test.x.shape[0] },
    notes: [...data.notes, ...prepared.notes],
    lossUnit: loss.unit,
    score: model.score,
    train: (from, options) => trainInstance(instance, { ...options, from }),
    openEvaluator: () => structuredEvaluator(instance, parts),
    card: {
      method: `joint-partition, ${loss.name}`,
      structure: model.structure.name,
      dataset: data.name,
      target,
    },
    whyMissing: (file) => whyMissing(instance, file),
    makeFiles: (names, options) => makeFiles(instance, names, options),
  };
}
