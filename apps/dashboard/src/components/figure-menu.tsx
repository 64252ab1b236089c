import type { JSX } from "preact";
import { download } from "../lib/download.js";
import { svgToPng } from "../lib/svg-to-png.js";

export interface FigureMenuProps {
  readonly title: string;
  /** The address of the numbers as CSV, or a function that returns them. */
  readonly csv: string | (() => string);
  /** Returns the picture as a complete SVG file. */
  readonly svg: () => string;
}

/** Downloads of a figure: its numbers and its picture. */
export function FigureMenu({ title, csv, svg }: FigureMenuProps): JSX.Element {
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const save = (end: string, type: string, text: string): void =>
    download(`${name}.${end}`, new Blob([text], { type }));
  const savePng = async (): Promise<void> => download(`${name}.png`, await svgToPng(svg()));
  return (
    <details class="menu">
      <summary class="button" aria-label={`Download ${title}`}>
        Download
      </summary>
      <div class="menu-panel">
        {typeof csv === "string" ? (
          <a class="link" href={csv} download={`${name}.csv`}>
            Points as CSV
          </a>
        ) : (
          <button type="button" class="link" onClick={() => save("csv", "text/csv", csv())}>
            Points as CSV
          </button>
        )}
        <button type="button" class="link" onClick={() => save("svg", "image/svg+xml", svg())}>
          Picture as SVG
        </button>
        <button type="button" class="link" onClick={() => void savePng()}>
          Picture as PNG
        </button>
      </div>
    </details>
  );
}
