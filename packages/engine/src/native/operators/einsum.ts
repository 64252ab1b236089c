import type { Value } from "@ebm/trace";
import { cTypes } from "../c/literal.js";
import { sizeOf, whole } from "../plan/access.js";
import { address, type Operator } from "../plan/plan.js";
import { offsetOf } from "./offset-of.js";

/** Sums of products by an equation of letters, one sum for each element. */
export const einsums: Readonly<Record<string, Operator>> = {
  Einsum(node, planner) {
    const [output] = node.outputs as [Value];
    const [terms, result] = (node.attributes.equation as string)
      .replaceAll(" ", "")
      .split("->") as [string, string];
    const sources = node.inputs.map(planner.access);
    const target = planner.result(output);
    planner.define(output, whole(target, output.shape));
    const letters = terms.split(",").map((term) => [...term]);
    const sizes = new Map(
      letters.flatMap((term, i) =>
        term.map((letter, axis) => [letter, node.inputs[i]!.shape[axis]!]),
      ),
    );
    const summed = [...sizes.keys()].filter((letter) => !result.includes(letter));
    /** The strides of an input for some letters. A letter may stand twice: then it walks a diagonal. */
    const view = (list: readonly string[], i: number) => ({
      shape: list.map((letter) => sizes.get(letter)!),
      strides: list.map((letter) =>
        letters[i]!.reduce(
          (sum, own, axis) => sum + (own === letter ? sources[i]!.strides[axis]! : 0),
          0,
        ),
      ),
    });
    const type = cTypes[output.dtype];
    const code = [
      "for (long i = from; i < to; i++) {",
      ...sources.map(
        (source, i) =>
          `  const ${type} *const x${i} = ${address(source)} + ${offsetOf(view([...result], i), "i")};`,
      ),
      `  ${type} sum = 0;`,
      `  for (long k = 0; k < ${sizeOf(view(summed, 0).shape)}; k++)`,
      `    sum += ${sources.map((_, i) => `x${i}[${offsetOf(view(summed, i), "k")}]`).join(" * ")};`,
      `  ${target.name}[i] = sum;`,
      "}",
    ];
    planner.kernel(node, { reads: sources, writes: [target], rows: target.size, code });
  },
};
