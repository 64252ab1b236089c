import type { Case } from "./cases/case.js";
import { lossCases } from "./cases/losses.js";
import { networkCases } from "./cases/networks.js";
import { numericCases } from "./cases/numerics.js";
import { pairwiseCases } from "./cases/pairwise.js";
import { rmwggisCases } from "./cases/rmwggis.js";
import { samplerCases } from "./cases/samplers.js";
import { snlCases } from "./cases/snl.js";
import { structureCases } from "./cases/structures.js";

/** The compared functions, by family. To add one, add a line to the file of its family. */
export const families: Readonly<Record<string, readonly Case[]>> = {
  Losses: lossCases,
  "Self-normalized likelihood": snlCases,
  "Ratio matching": rmwggisCases,
  Networks: [...networkCases, ...pairwiseCases],
  Structures: structureCases,
  Samplers: samplerCases,
  Numerics: numericCases,
};
