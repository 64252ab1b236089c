import { EbmError } from "@ebm/core";
import type { Standardization } from "./model.js";

/** @throws {EbmError} If an entry has no mean, or no positive standard deviation. */
export function checkStandardization(
  where: string,
  { mean, std }: Standardization,
  features: number,
): void {
  for (const [name, values] of Object.entries({ mean, std })) {
    if (values.length !== features) {
      throw new EbmError(
        `${where}: \`${name}\` has ${values.length} entries, expected ${features}, one for each feature.`,
      );
    }
    const wrong = Array.from(values).findIndex(
      (value) => !Number.isFinite(value) || (name === "std" && value <= 0),
    );
    if (wrong < 0) continue;
    const expected = name === "std" ? "a number above 0" : "a number";
    throw new EbmError(
      `${where}: \`${name}\` has ${values[wrong]} at feature ${wrong}, expected ${expected}.`,
    );
  }
}
