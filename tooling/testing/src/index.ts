export { expectClose } from "./expect-close.js";
