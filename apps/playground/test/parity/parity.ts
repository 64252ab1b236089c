import "@tensorflow/tfjs-backend-cpu";
import { webgpuRuntime } from "@ebm/engine/webgpu";
import mjsUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import { env } from "onnxruntime-web/webgpu";
import { loadRuntime } from "../../src/worker/load-runtime.js";
import { fourCircles } from "../four-circles.js";

await loadRuntime(() => {});
const { href } = globalThis.location;
env.wasm.wasmPaths = { mjs: new URL(mjsUrl, href).href, wasm: new URL(wasmUrl, href).href };
const onWebgpu = (steps: number) => fourCircles(steps, { runtime: webgpuRuntime() });
Object.assign(globalThis, { fourCircles, onWebgpu });
document.documentElement.dataset.state = "ready";
