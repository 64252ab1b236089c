import { type Graph, graphOf } from "../graphs/graph.js";
import { lines } from "./lines.js";
import { malformed, splitWord } from "./malformed.js";

/**
 * Reads a graph, an edge a line: two numbers of nodes, from 0. Lines that start with `#` are passed
 * over.
 *
 * @param options.nodes How many nodes there are. Default: up to the largest that has an edge.
 *
 * @throws {EbmError} At the line and column of what is no edge, or at an edge given twice.
 */
export function parseEdgeList(
  text: string,
  { nodes, file }: { readonly nodes?: number | undefined; readonly file?: string | undefined } = {},
): Graph {
  const source = { where: "parseEdgeList", text, file };
  const edges: number[][] = [];
  let largest = -1;
  for (const line of lines(text)) {
    if (line.text.startsWith("#")) continue;
    const words = splitWord(line, /\s/).filter((word) => word.text !== "");
    if (words.length !== 2) throw malformed(source, line, "two nodes");
    const pair = words.map((word) => {
      if (!/^\d{1,9}$/.test(word.text)) throw malformed(source, word, "the number of a node");
      return Number(word.text);
    });
    largest = Math.max(largest, ...pair);
    edges.push(pair);
  }
  return graphOf("parseEdgeList", nodes ?? largest + 1, edges);
}
