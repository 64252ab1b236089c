/** A node of a Markdown or HTML tree, with the fields that the plugins here use. */
export interface Node {
  readonly type: string;
  readonly value?: string;
  readonly tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
}

/** Calls a function for a node and for all nodes below it, parents first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of node.children ?? []) walk(child, visit);
}
