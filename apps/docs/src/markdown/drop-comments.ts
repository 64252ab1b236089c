import { type Node, walk } from "./walk.js";

/** Removes HTML comments: code of a page that its tests run, and readers do not need. */
export function dropComments(): (tree: Node) => void {
  return (tree) =>
    walk(tree, (node) => {
      if (!node.children) return;
      node.children = node.children.filter(
        ({ type, value }) => !(type === "html" && value?.trimStart().startsWith("<!--")),
      );
    });
}
