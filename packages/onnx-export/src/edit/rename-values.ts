import type { NodeProto } from "onnx-buf";

/** Renames values in the inputs and outputs of nodes, including the bodies of loops. */
export function renameValues(
  nodes: readonly NodeProto[],
  names: ReadonlyMap<string, string>,
): void {
  const renamed = (name: string): string => names.get(name) ?? name;
  for (const node of nodes) {
    node.input = node.input.map(renamed);
    node.output = node.output.map(renamed);
    for (const { g } of node.attribute) {
      if (!g) continue;
      renameValues(g.node, names);
      for (const output of g.output) output.name = renamed(output.name);
    }
  }
}
