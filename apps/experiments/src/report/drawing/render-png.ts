import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";

const require = createRequire(import.meta.url);

// a machine may have no font, and then text would be missing
const fontFiles = [
  require.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  require.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
];

/** Matches scripts that Inter lacks. Only for these are the fonts of the machine loaded. */
const OTHER_SCRIPTS =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u;

/** Renders an SVG document as a PNG at twice its size, the same on every machine. */
export function renderPng(svg: string): Buffer {
  const font = { fontFiles, loadSystemFonts: OTHER_SCRIPTS.test(svg), defaultFontFamily: "Inter" };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: 2 } }).render().asPng();
}
