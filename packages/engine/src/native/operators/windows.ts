import type { Node, Value } from "@ebm/trace";
import { unsupported } from "../native-error.js";
import { sizeOf, whole } from "../plan/access.js";
import { address, type Operator, type Planner } from "../plan/plan.js";

/** Convolutions and pools of images [batch, channels, …axes]. */
export const windowOperators: Readonly<Record<string, Operator>> = {
  Conv: (node, planner) => convolution(node, planner, "convolve"),
  ConvTranspose: (node, planner) => convolution(node, planner, "spread"),

  MaxPool(node, planner) {
    const [largest, indices] = node.outputs as [Value, Value | undefined];
    pool(node, planner, [largest, ...(indices ? [indices] : [])], (targets) => [
      targets[0]!,
      targets[1] ?? "NULL",
      "NULL, 0",
    ]);
  },

  AveragePool(node, planner) {
    const counts = node.attributes.count_include_pad ? 1 : 0;
    pool(node, planner, [node.outputs[0]!], ([mean]) => ["NULL, NULL", mean!, `${counts}`]);
  },
};

/** Writes a window in C. Images of fewer than three axes get axes of size 1 before them. */
function windowOf(
  node: Node,
  { channels, size, out }: { channels: number; size: readonly number[]; out: readonly number[] },
): string {
  const rank = size.length;
  if (rank > 3 || rank < 1) throw unsupported(node);
  const list = (name: string, missing: number): readonly number[] =>
    (node.attributes[name] as readonly number[] | undefined) ?? size.map(() => missing);
  const three = (values: readonly number[], missing: number): string => {
    const before = Array.from({ length: 3 - rank }, () => missing);
    return `{${[...before, ...values.slice(0, rank)].join(", ")}}`;
  };
  const fields = [
    `.channels = ${channels}`,
    `.size = ${three(size, 1)}`,
    `.out = ${three(out, 1)}`,
    `.filter = ${three(list("kernel_shape", 1), 1)}`,
    `.stride = ${three(list("strides", 1), 1)}`,
    `.dilation = ${three(list("dilations", 1), 1)}`,
    `.before = ${three(list("pads", 0), 0)}`,
  ];
  return `const struct window w = {${fields.join(", ")}};`;
}

function convolution(node: Node, planner: Planner, name: "convolve" | "spread"): void {
  const [x, kernel, bias] = node.inputs as [Value, Value, Value | undefined];
  const [y] = node.outputs as [Value];
  if (bias || y.dtype !== "float32") throw unsupported(node);
  const groups = (node.attributes.group as number | undefined) ?? 1;
  const [images, filters] = [planner.rowByRow(x), planner.rowByRow(kernel)];
  const target = planner.result(y);
  planner.define(y, whole(target, y.shape));
  // A transposed convolution slides over its result.
  const [image, out] = name === "convolve" ? [x, y] : [y, x];
  const window = windowOf(node, {
    channels: image.shape[1]! / groups,
    size: image.shape.slice(2),
    out: out.shape.slice(2),
  });
  const each = out.shape[1]! / groups;
  const code = [
    window,
    `${name}(&w, from, to, ${groups}, ${each}, ${address(images)}, ${address(filters)}, ${target.name});`,
  ];
  const work = (2 * sizeOf(out.shape) * sizeOf(kernel.shape.slice(1))) / 50;
  planner.kernel(node, {
    reads: [images, filters],
    writes: [target],
    rows: x.shape[0]!,
    work,
    code,
  });
}

function pool(
  node: Node,
  planner: Planner,
  outputs: readonly Value[],
  args: (targets: readonly string[]) => readonly string[],
): void {
  const [x] = node.inputs as [Value];
  const images = planner.rowByRow(x);
  const targets = outputs.map((output) => planner.result(output));
  for (const [i, output] of outputs.entries()) {
    planner.define(output, whole(targets[i]!, output.shape));
  }
  const window = windowOf(node, {
    channels: 1,
    size: x.shape.slice(2),
    out: outputs[0]!.shape.slice(2),
  });
  const list = args(targets.map((target) => target.name)).join(", ");
  const code = [window, `pool(&w, from, to, ${address(images)}, ${list});`];
  const rows = x.shape[0]! * x.shape[1]!;
  planner.kernel(node, { reads: [images], writes: targets, rows, code });
}
