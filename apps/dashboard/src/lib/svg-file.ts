/** Returns a drawing of the page as a complete SVG file, with the colors that it has now. */
export function svgFile(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const { width, height } = svg.viewBox.baseVal;
  copy.removeAttribute("style");
  copy.setAttribute("width", `${width}`);
  copy.setAttribute("height", `${height}`);
  copy.setAttribute("font-family", "Inter, system-ui, sans-serif");
  copy.style.background = resolved("var(--panel)");
  const text = new XMLSerializer().serializeToString(copy);
  return text.replace(/var\(--[\w-]+\)/g, resolved);
}

function resolved(value: string): string {
  const probe = document.createElement("span");
  probe.style.color = value;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
