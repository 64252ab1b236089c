import { type Node, walk } from "./walk.js";

/** Lets the keyboard scroll wide formulas and tables. */
export function scrollableBlocks(): (tree: Node) => void {
  return (tree) =>
    walk(tree, ({ tagName, properties, children }) => {
      const classes = properties?.className;
      const isFormula = Array.isArray(classes) && classes.includes("katex-display");
      if (properties && (isFormula || (tagName === "table" && children))) properties.tabIndex = 0;
    });
}
