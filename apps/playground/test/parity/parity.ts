import "@tensorflow/tfjs-backend-cpu";
import { loadRuntime } from "../../src/worker/load-runtime.js";
import { fourCircles } from "../four-circles.js";

await loadRuntime(() => {});
Object.assign(globalThis, { fourCircles });
document.documentElement.dataset.state = "ready";
