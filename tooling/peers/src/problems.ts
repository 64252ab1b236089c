import type { Problem } from "./problem.js";
import { dsm } from "./steps/dsm.js";
import { joint } from "./steps/joint.js";
import { rmwggis } from "./steps/rmwggis.js";
import { snl } from "./steps/snl.js";

/** The problems by step and size. Each is created on demand. */
export const problems: Readonly<Record<string, () => Problem>> = {
  joint: () => joint({ batch: 64, hidden: 128 }),
  snl: () => snl({ batch: 256, draws: 1024, hidden: 128 }),
  rmwggis: () => rmwggis({ batch: 128, hidden: 256 }),
  dsm: () => dsm({ batch: 256, hidden: 128 }),
  "joint-large": () => joint({ batch: 512, hidden: 512 }),
  "snl-large": () => snl({ batch: 512, draws: 2048, hidden: 512 }),
  "rmwggis-large": () => rmwggis({ batch: 512, hidden: 512 }),
  "dsm-large": () => dsm({ batch: 512, hidden: 512 }),
};
