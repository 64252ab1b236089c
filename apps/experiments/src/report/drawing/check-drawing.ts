import { EbmError } from "@ebm/core/errors";

/** The optional packages that draw reports, which `npm install --omit=optional` leaves out. */
const PACKAGES = ["vega", "vega-lite", "@resvg/resvg-js", "@expo-google-fonts/inter"];

/** @throws {EbmError} If a package that draws reports is not installed. */
export function checkDrawing(): void {
  for (const name of PACKAGES) {
    try {
      import.meta.resolve(name);
    } catch (cause) {
      const install = `npm install ${PACKAGES.join(" ")}`;
      throw new EbmError(`reports need \`${name}\`, which is not installed: ${install}.`, {
        cause,
      });
    }
  }
}
