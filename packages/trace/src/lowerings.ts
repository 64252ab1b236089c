import { binaryLowerings } from "./lowerings/binary.js";
import { convLowerings } from "./lowerings/conv.js";
import { countLowerings } from "./lowerings/count.js";
import { dilationLowerings } from "./lowerings/dilation.js";
import { imageLowerings } from "./lowerings/image.js";
import { linearLowerings } from "./lowerings/linear.js";
import type { Lowerings } from "./lowerings/lowering.js";
import { normalizeLowerings } from "./lowerings/normalize.js";
import { poolLowerings } from "./lowerings/pool.js";
import { reduceLowerings } from "./lowerings/reduce.js";
import { resizeLowerings } from "./lowerings/resize.js";
import { shapeLowerings } from "./lowerings/shape.js";
import { spaceLowerings } from "./lowerings/space.js";
import { typed } from "./lowerings/typed.js";
import { unaryLowerings } from "./lowerings/unary.js";

/** The lowerings of all tfjs kernels that have an ONNX form. */
export const lowerings: Lowerings = typed({
  ...binaryLowerings,
  ...convLowerings,
  ...countLowerings,
  ...dilationLowerings,
  ...imageLowerings,
  ...linearLowerings,
  ...normalizeLowerings,
  ...poolLowerings,
  ...reduceLowerings,
  ...resizeLowerings,
  ...shapeLowerings,
  ...spaceLowerings,
  ...unaryLowerings,
});
