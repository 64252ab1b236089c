import { type Node, walk } from "./walk.js";

/** Shows the playground in place of a link to it that stands alone in its paragraph. */
export function playgrounds(): (tree: Node) => void {
  return (tree) =>
    walk(tree, (node) => {
      const [link, ...others] = node.children ?? [];
      const href = link?.tagName === "a" ? link.properties?.href : undefined;
      if (node.tagName !== "p" || others.length > 0 || !String(href).includes("/playground/"))
        return;
      const title = link?.children?.map(({ value }) => value).join("");
      const frame = { src: href, title, loading: "lazy", className: ["playground"] };
      node.children = [
        { type: "element", tagName: "iframe", properties: frame, children: [] },
        { type: "element", tagName: "br", properties: {}, children: [] },
        link!,
      ];
    });
}
