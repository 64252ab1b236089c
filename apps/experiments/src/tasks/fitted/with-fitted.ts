import type { FetchOptions } from "@ebm/datasets";
import { type Command, Option } from "commander";
import type { z } from "zod";
import { UsageError } from "../../errors.js";
import { flagOf } from "../command-of.js";
import { parseNumber } from "../option-values.js";
import { checkRows } from "../structured/check-rows.js";
import { rawRows } from "../structured/raw-rows.js";
import { type StructuredConfig, structuredFields } from "../structured/structured-config.js";
import { describeRows, type StructuredTask } from "../structured/structured-task.js";
import type { Problem, Settings, Task } from "../task.js";
import { type FittedConfig, fittedFields } from "./fitted-config.js";
import { fittedInstance } from "./fitted-instance.js";
import type { FittedModel } from "./fitted-model.js";
import { fittedProblem } from "./fitted-problem.js";

/** A task of structured models whose default is fitted in parts. */
export type TaskWithFitted<C extends StructuredConfig> = Task<C | FittedConfig> &
  Omit<StructuredTask<C>, keyof Task>;

export interface WithFittedInputs<C extends StructuredConfig, M> {
  readonly model: FittedModel<M>;
  /** The schema of the configs of all models. */
  readonly schema: z.ZodType<C | FittedConfig>;
  /** The structured model that encodes targets and measures predictions. */
  readonly encoder: C["model"];
}

/**
 * Makes a fitted model the default of a task. The models of the task are used if `--model` or
 * `--loss` selects them.
 */
export function withFitted<C extends StructuredConfig, M>(
  task: StructuredTask<C>,
  { model, schema, encoder }: WithFittedInputs<C, M>,
): TaskWithFitted<C> {
  const isFitted = ({ model: name, loss }: Settings): boolean =>
    name === undefined ? loss === undefined : name === model.name;
  const isOf = (config: C | FittedConfig): config is FittedConfig => config.model === model.name;
  return {
    ...task,
    schema,
    files: [...new Set([...task.files, ...model.files])],
    addOptions(command) {
      task.addOptions(command);
      addFittedOptions(command, model);
    },
    async parseOptions(options) {
      const parsed = await task.parseOptions(options);
      checkSettings(parsed.settings, { isFitted: isFitted(parsed.settings), name: model.name });
      return parsed;
    },
    defaults(data, given = {}) {
      const standard = task.defaults(data as C["data"], given);
      if (!isFitted(given)) {
        // a model that is named differs from the default, so that `commandOf` includes it
        return given.model === undefined ? standard : { ...standard, model: model.name };
      }
      const shared = Object.entries(standard).filter(
        ([name]) => name in fittedFields || !(name in structuredFields),
      );
      return {
        ...Object.fromEntries(shared),
        model: model.name,
        steps: 1,
        budget: 300,
        threads: 2,
      };
    },
    variant: (config) =>
      isOf(config)
        ? [config.model, config.base, config.energy].filter((name) => name !== undefined)
        : task.variant(config),
    published: (config) => (isOf(config) ? [] : task.published(config)),
    load: (config, options) => (isOf(config) ? open(config, options) : task.load(config, options)),
  };

  async function open(config: FittedConfig, options: FetchOptions): Promise<Problem> {
    const rowsConfig = config as unknown as C; // has the keys that the rows depend on
    const data =
      "dataset" in config.data
        ? rawRows(await task.loadRows(rowsConfig, options))
        : await task.readRows(rowsConfig);
    const structure = task.createModel(data.labelNames.length, encoder);
    checkRows(data, { ...config, model: structure, loss: "logistic", samples: 0 });
    const instance = fittedInstance(config, data, structure);
    const { prepared } = instance;
    return fittedProblem(model, instance, {
      ...describeRows(data, task, structure.structure.name),
      structure,
      notes: [...data.notes, ...prepared.notes, ...unusedSettings(config)],
    });
  }
}

function addFittedOptions(
  command: Command,
  { name, bases, energies }: Pick<FittedModel<never>, "name" | "bases" | "energies">,
): void {
  const [first] = Object.keys(bases);
  command
    .addOption(
      new Option(
        "--base <base>",
        `base of --model ${name}: ${described(bases)} (default: ${first})`,
      )
        .choices(Object.keys(bases))
        .helpGroup("Model:"),
    )
    .addOption(
      new Option(
        "--energy <energy>",
        `energy on top of the base, kept if held-out rows gain more than three standard errors: ${described(energies)}, or auto (the best of all) (default: none)`,
      )
        .choices(["none", "auto", ...Object.keys(energies)])
        .helpGroup("Model:"),
    )
    .addOption(
      new Option(
        "--budget <seconds>",
        `time in seconds to plan the fit of --model ${name} for, on two idle cores (default: 300)`,
      ).argParser(parseNumber),
    )
    .addOption(
      new Option(
        "--threads <n>",
        `number of threads per operation of --model ${name} (default: 2)`,
      ).argParser(parseNumber),
    );
}

function described(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, what]) => `${name} (${what})`)
    .join(", ");
}

/** @throws {UsageError} If an option does not apply to the chosen model. */
function checkSettings(
  settings: Settings,
  { isFitted, name }: { readonly isFitted: boolean; readonly name: string },
): void {
  const fitted = { ...fittedFields, base: true, energy: true };
  const [allowed, others] = isFitted ? [fitted, structuredFields] : [structuredFields, fitted];
  const odd = Object.keys(settings).find((key) => key in others && !(key in allowed));
  if (odd !== undefined) {
    throw new UsageError(
      isFitted
        ? `${flagOf(odd)} does not apply to --model ${name}, the default: choose another --model.`
        : `${flagOf(odd)} applies only to --model ${name}, without --loss.`,
    );
  }
  if (isFitted && settings.weight !== undefined) {
    throw new UsageError(
      `--weight does not apply to --model ${name}, the default, whose trees and neighbors weigh all rows alike: choose another --model.`,
    );
  }
}

/** Returns notes on options that this model accepts, but does not use. */
function unusedSettings({ model, steps, validationShare }: FittedConfig): string[] {
  return [
    ...(steps > 1 ? [`--steps has no effect on --model ${model}: use --budget.`] : []),
    ...(validationShare > 0
      ? [`--validation-share has no effect on --model ${model}, which validates by folds.`]
      : []),
  ];
}
