import { EbmError } from "@ebm/core";
import type { Tensor } from "@tensorflow/tfjs-core";

/** Refuses points in which nothing can be differentiated. */
export function checkFloat(where: string, x: Tensor): void {
  if (x.dtype === "float32") return;
  throw new EbmError(`${where}: \`x\` has dtype ${x.dtype}, expected float32.`);
}
