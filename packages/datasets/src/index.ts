export type { Attribute } from "./columns.js";
export { type Matrix, takeRows } from "./matrix.js";
export { type Arff, type ArffOptions, parseArff } from "./parse-arff.js";
