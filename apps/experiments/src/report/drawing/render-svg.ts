import type { TopLevelSpec } from "vega-lite";

/**
 * Renders a Vega-Lite plot as an SVG document, without a DOM. Equal plots give equal text.
 *
 * @param name Prefix of the ids inside, so that several drawings can be in one page.
 */
export async function renderSvg(name: string, spec: TopLevelSpec): Promise<string> {
  // loaded here, for commands that draw nothing need no vega
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const view = new vega.View(vega.parse(compile(spec).spec), {
    renderer: "none",
    logLevel: vega.Error,
  });
  const svg = await view.toSVG();
  view.finalize();
  // vega numbers its clip paths across the whole process
  const ids = [...new Set(svg.match(/(?<= id=")clip\d+(?=")/g))];
  return svg.replace(/(?<= id="|url\(#)clip\d+/g, (id) => `${name}-${ids.indexOf(id)}`);
}
