import "@tensorflow/tfjs-backend-cpu";
import { createRun } from "../plane/create-run.js";
import { planePoints } from "../plane/plane-points.js";
import { loadRuntime } from "./load-runtime.js";
import type { FromWorker, ToWorker } from "./messages.js";

/** Milliseconds of training between messages, and between landscapes. */
const [SLICE, PICTURE] = [40, 160];

/** Threads of the runtime, which a page that is isolated from other origins may have. */
const THREADS = self.crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency) : 1;

type Run = ReturnType<typeof createRun>;
type Start = Extract<ToWorker, { readonly type: "start" }>;

let current = 0;
let isPaused = false;
let isExporting = false;
let wake: () => void = () => {};
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  if (data.type === "export") isExporting = true;
  else isPaused = data.type === "pause";
  if (data.type === "start") {
    current = data.run;
    // the run before ends at its next slice
    last = last.then(() => follow(data));
  }
  if (data.type === "stop") current = -1;
  wake();
};

async function follow(start: Start): Promise<void> {
  const { run } = start;
  if (current !== run) return;
  try {
    await loadRuntime((progress) => send({ type: "loading", ...progress }));
    const { config, points, extent } = start;
    const rows =
      config.data === "own"
        ? { data: points, shape: [points.length / 2, 2] as const }
        : planePoints(config.data, config.seed);
    const plane = createRun(config, { points: rows, extent, threads: THREADS });
    try {
      await advance(run, plane);
    } finally {
      await plane.training.dispose();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    send({ type: "failed", run, message });
  }
}

/** Trains in slices, with a look at the energy between them, until another run is asked for. */
async function advance(run: number, plane: Run): Promise<void> {
  const { training } = plane;
  const steps = training[Symbol.asyncIterator]();
  send({ type: "started", run, parameters: plane.parameters });
  await picture(run, plane);
  let pictured = performance.now();
  let isDone = false;
  while (current === run) {
    if (isExporting) {
      isExporting = false;
      send({ type: "exported", run, bytes: (await plane.toOnnx?.()) ?? new Uint8Array(0) });
    }
    if (isPaused) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    if (!isDone) {
      isDone = await slice(run, training.step, steps);
      if (isDone) send({ type: "done", run, check: await plane.check?.() });
    }
    if (performance.now() - pictured > PICTURE || isDone) {
      await picture(run, plane);
      pictured = performance.now();
    }
    // messages wait for the end of a task
    await new Promise((resolve) => setTimeout(resolve, isDone ? PICTURE / 2 : 0));
  }
}

type Steps = AsyncIterator<{
  readonly step: number;
  readonly loss: number;
  readonly gradNorm: number;
  readonly learningRate: number;
}>;

async function slice(run: number, from: number, steps: Steps): Promise<boolean> {
  const losses: number[] = [];
  const began = performance.now();
  let info = { step: from, gradNorm: 0, learningRate: 0 };
  let isDone = false;
  do {
    const next = await steps.next();
    if (next.done) {
      isDone = true;
      break;
    }
    info = next.value;
    losses.push(next.value.loss);
  } while (performance.now() - began < SLICE);
  if (losses.length > 0) {
    const { step, gradNorm, learningRate } = info;
    const pace = (performance.now() - began) / losses.length;
    const told = Float32Array.from(losses);
    send({ type: "progress", run, step, losses: told, gradNorm, learningRate, pace });
  }
  return isDone;
}

async function picture(run: number, plane: Run): Promise<void> {
  const landscape = await plane.landscape();
  const walkers = await plane.walk();
  send({ type: "landscape", run, step: plane.training.step, landscape, walkers }, [
    landscape.energies.buffer,
    walkers.buffer,
  ]);
}

function send(message: FromWorker, transfer: ArrayBufferLike[] = []): void {
  self.postMessage(message, { transfer: transfer as ArrayBuffer[] });
}
