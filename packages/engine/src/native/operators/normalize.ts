import type { Node, Value } from "@ebm/trace";
import { literal } from "../c/literal.js";
import { sizeOf, transposed, whole } from "../plan/access.js";
import { address, type Operator, type Planner } from "../plan/plan.js";

/** eˣ/Σeˣ and x − log Σeˣ along an axis, without overflow. */
export const normalizations: Readonly<Record<string, Operator>> = {
  Softmax: (node, planner) => normalize(node, planner, false),
  LogSoftmax: (node, planner) => normalize(node, planner, true),

  // (x − mean)·scale / √(variance + ε) + offset, with a number of each for every channel.
  BatchNormalization(node, planner) {
    const [x] = node.inputs as [Value];
    const [output] = node.outputs as [Value];
    const list = node.inputs.map(planner.rowByRow);
    const [source, scale, offset, mean, variance] = list.map(address);
    const { float } = node.attributes.epsilon as { readonly float: number };
    const target = planner.result(output);
    planner.define(output, whole(target, output.shape));
    const [channels, size] = [x.shape[1]!, sizeOf(x.shape.slice(2))];
    const code = [
      "for (long i = from; i < to; i++) {",
      `  const long c = i % ${channels};`,
      `  const float factor = ${scale}[c] / __builtin_sqrtf(${variance}[c] + ${literal(float, "float32")});`,
      `  for (long k = i * ${size}; k < (i + 1) * ${size}; k++)`,
      `    ${target.name}[k] = (${source}[k] - ${mean}[c]) * factor + ${offset}[c];`,
      "}",
    ];
    planner.kernel(node, { reads: list, writes: [target], rows: x.shape[0]! * channels, code });
  },
};

function normalize(node: Node, planner: Planner, isLog: boolean): void {
  const [x] = node.inputs as [Value];
  const [output] = node.outputs as [Value];
  const rank = x.shape.length;
  const axis = ((node.attributes.axis as number) + rank) % rank;
  // The axis moves to the end, and the result back.
  const order = [...x.shape.keys()].filter((i) => i !== axis);
  const perm = [...order, axis];
  const shape = perm.map((i) => x.shape[i]!);
  const moved = { ...output, shape };
  planner.define(moved, transposed(planner.access(x), perm));
  const source = planner.rowByRow(moved);
  const target = planner.result(moved);
  const back = [...x.shape.keys()].map((i) => perm.indexOf(i));
  planner.define(output, transposed(whole(target, shape), back));
  const size = shape.at(-1)!;
  const each = `for (long c = 0; c < ${size}; c++)`;
  const code = [
    "for (long r = from; r < to; r++) {",
    `  const float *const x = ${address(source)} + r * ${size};`,
    `  float *const y = ${target.name} + r * ${size};`,
    `  const float most = max_of(${size}, x);`,
    `  ${each} y[c] = ebm_exp(x[c] - most);`,
    `  const float sum = sum_of(${size}, y);`,
    ...(isLog
      ? ["  const float log = ebm_log(sum);", `  ${each} y[c] = x[c] - most - log;`]
      : [`  ${each} y[c] = y[c] / sum;`]),
    "}",
  ];
  planner.kernel(node, { reads: [source], writes: [target], rows: sizeOf(shape) / size, code });
}
