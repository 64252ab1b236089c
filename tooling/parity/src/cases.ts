import type { Case } from "./cases/case.js";
import { lossCases } from "./cases/losses.js";
import { networkCases } from "./cases/networks.js";
import { numericCases } from "./cases/numerics.js";
import { pairwiseCases } from "./cases/pairwise.js";
import { rmwggisCases } from "./cases/rmwggis.js";
import { samplerCases } from "./cases/samplers.js";
import { snlCases } from "./cases/snl.js";
import { structureCases } from "./cases/structures.js";

/** What is compared, by family. A new member of a family joins by a line in its file. */
export const families: Readonly<Record<string, readonly Case[]>> = {
  Losses: lossCases,
  "Self-normalised likelihood": snlCases,
  "Ratio matching": rmwggisCases,
  Networks: [...networkCases, ...pairwiseCases],
  Structures: structureCases,
  Samplers: samplerCases,
  Numerics: numericCases,
};
