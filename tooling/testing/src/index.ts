export { expectClose, type Tolerance } from "./expect-close.js";
export { expectGradient, expectSecondGradient, type GradientOptions } from "./expect-gradient.js";
export { generic } from "./generic.js";
export { quickCompiler } from "./quick-compiler.js";
