import { binaryLowerings } from "./lowerings/binary.js";
import { convLowerings } from "./lowerings/conv.js";
import { dilationLowerings } from "./lowerings/dilation.js";
import { linearLowerings } from "./lowerings/linear.js";
import type { Lowerings } from "./lowerings/lowering.js";
import { normalizeLowerings } from "./lowerings/normalize.js";
import { poolLowerings } from "./lowerings/pool.js";
import { reduceLowerings } from "./lowerings/reduce.js";
import { shapeLowerings } from "./lowerings/shape.js";
import { unaryLowerings } from "./lowerings/unary.js";

/** Every kernel of tfjs that can be written in ONNX. */
export const lowerings: Lowerings = {
  ...binaryLowerings,
  ...convLowerings,
  ...dilationLowerings,
  ...linearLowerings,
  ...normalizeLowerings,
  ...poolLowerings,
  ...reduceLowerings,
  ...shapeLowerings,
  ...unaryLowerings,
};
