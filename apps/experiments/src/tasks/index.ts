import { binary } from "./binary.js";
import { density } from "./density.js";
import { labelRanking } from "./label-ranking.js";
import { multilabel } from "./multilabel.js";
import { regression } from "./regression.js";
import type { Task } from "./task.js";

/** The tasks of `ebm run`. */
export const tasks: readonly Task[] = [
  multilabel, //
  labelRanking,
  binary,
  density,
  regression,
];
