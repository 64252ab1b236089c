import { createRequire } from "node:module";

/** Matches scripts that Inter lacks. Only for these are the fonts of the machine loaded. */
const OTHER_SCRIPTS =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u;

/** Renders an SVG document as a PNG at twice its size, the same on every machine. */
export async function renderPng(svg: string): Promise<Buffer> {
  const { Resvg } = await import("@resvg/resvg-js");
  const require = createRequire(import.meta.url);
  const font = {
    // a machine may have no font, and then text would be missing
    fontFiles: ["400Regular/Inter_400Regular", "600SemiBold/Inter_600SemiBold"].map((file) =>
      require.resolve(`@expo-google-fonts/inter/${file}.ttf`),
    ),
    loadSystemFonts: OTHER_SCRIPTS.test(svg),
    defaultFontFamily: "Inter",
  };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: 2 } }).render().asPng();
}
