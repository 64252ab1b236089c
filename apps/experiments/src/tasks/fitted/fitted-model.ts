import type { LoadedModel } from "@ebm/models";
import type { Artifact } from "../../export/artifact.js";
import type { PreparedRows } from "../structured/prepare-rows.js";
import type { RawRows } from "../structured/raw-rows.js";
import type { MakeFilesOptions, TestResults } from "../task.js";
import type { FittedConfig } from "./fitted-config.js";

/** Rows to fit a model on, and to test it on. */
export interface FittedInstance {
  readonly config: FittedConfig;
  readonly data: RawRows;
  readonly prepared: PreparedRows;
}

/** A model that is fitted in parts. The fitted model `M` is plain data: see `packPlain`. */
export interface FittedModel<M> {
  /** The name on the command line. */
  readonly name: string;
  /** The name in the metadata of exported files. */
  readonly method: string;
  /** The bases that an energy can stand on, by name; the first is the default. */
  readonly bases: Readonly<Record<string, string>>;
  /** The energies that can be fitted on top of a base, by name. */
  readonly energies: Readonly<Record<string, string>>;
  /** Returns the parts of the fit, in order, and what is left out to stay within the budget. */
  plan(instance: FittedInstance): {
    readonly parts: readonly string[];
    readonly notes: readonly string[];
  };
  /** Fits the model. The same instance always gives the same bits. */
  fit(instance: FittedInstance, options: FitPartsOptions): Promise<M>;
  /** Compares the model with the test rows. */
  test(fitted: M, instance: FittedInstance): Promise<TestResults>;
  /** Opens the model, to predict rows with it. */
  open(fitted: M, instance: FittedInstance): LoadedModel;
  /** The names of the files that it can be exported to, and of those that a run writes. */
  readonly files: readonly string[];
  readonly defaultFiles: readonly string[];
  /** Returns the reason why a fitted model has no such file. Undefined if it has one. */
  whyMissing(fitted: M, file: string): string | undefined;
  /** Creates files whose inputs are features. */
  makeFiles(
    fitted: M,
    instance: FittedInstance,
    options: Omit<MakeFilesOptions, "kept"> & { readonly names: readonly string[] },
  ): readonly Artifact[];
}

interface FitPartsOptions {
  readonly signal: AbortSignal;
  readonly onPart: (part: string) => void;
}
