import type { Operator } from "../plan/plan.js";
import { einsums } from "./einsum.js";
import { fills } from "./fill.js";
import { normalizations } from "./normalize.js";
import { products } from "./product.js";
import { reduceOperators } from "./reduce.js";
import { selections } from "./select.js";
import { views } from "./views.js";
import { windowOperators } from "./windows.js";

/** The operators that are more than one expression for each element. */
export const operators: Readonly<Record<string, Operator>> = {
  ...einsums,
  ...fills,
  ...normalizations,
  ...products,
  ...reduceOperators,
  ...selections,
  ...views,
  ...windowOperators,
};
