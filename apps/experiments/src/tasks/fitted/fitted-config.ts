import { type Fields, number, whole } from "../fields.js";
import { type RowsConfig, rowsFields } from "../structured/structured-config.js";

/** The config of a model that is fitted in parts rather than step by step. */
export interface FittedConfig extends RowsConfig {
  /** The name of the model. */
  readonly model: string;
  /** The base of an energy. Default: the first base of the model. */
  readonly base?: string | undefined;
  /** The energy on top of the base, `auto` for the best one, or `none`. Default: "none". */
  readonly energy?: string | undefined;
  /** Time in seconds to plan the fit for, on two idle cores. */
  readonly budget: number;
  /** Number of threads of large products, which may change the last bits. */
  readonly threads: number;
}

/** The fields of all models that are fitted in parts, without those of their task. */
export const fittedFields: Fields<
  Omit<FittedConfig, "task" | "data" | "model" | "base" | "energy">
> = {
  ...rowsFields,
  budget: number("a number of seconds above 0", (value) => value > 0 && value < Infinity),
  threads: whole(1),
};
