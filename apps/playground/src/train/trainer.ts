import type { LogNormalizerEstimate } from "@ebm/snl";
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { PlaneConfig } from "../plane/plane-config.js";
import type { Landscape } from "../plane/plane-run.js";
import type { FromWorker, ToWorker } from "../worker/messages.js";

export type Status = "idle" | "loading" | "running" | "paused" | "done" | "failed";

/** The growing record of a run. */
interface History {
  readonly step: number;
  readonly losses: number[];
  /** The steps at which the energy was looked at, with the log-partitions found there. */
  readonly looks: number[];
  readonly exact: number[];
  readonly learned: number[];
  readonly gradNorm: number;
  readonly learningRate: number;
  /** Milliseconds per step. */
  readonly pace: number;
  readonly parameters: number;
}

/** A training run in a worker, as signals. */
export interface Trainer {
  readonly status: ReadonlySignal<Status>;
  /** The share of the runtime that has loaded. */
  readonly loaded: ReadonlySignal<number>;
  readonly history: ReadonlySignal<History>;
  readonly landscape: ReadonlySignal<Landscape | undefined>;
  readonly walkers: ReadonlySignal<Float32Array | undefined>;
  readonly message: ReadonlySignal<string>;
  /** log Z from new samples of the proposal, at the end of a run. */
  readonly check: ReadonlySignal<LogNormalizerEstimate | undefined>;
  start(config: PlaneConfig, points: Float32Array, extent: number): void;
  pause(): void;
  resume(): void;
  /** Returns the energy of now as an ONNX file. */
  toOnnx(): Promise<Uint8Array>;
  /** Ends the run, and forgets it. */
  reset(): void;
  dispose(): void;
}

const empty = (): History => ({
  step: 0,
  losses: [],
  looks: [],
  exact: [],
  learned: [],
  gradNorm: 0,
  learningRate: 0,
  pace: 0,
  parameters: 0,
});

/** Makes a trainer. Its worker starts with the first run. */
export function createTrainer(): Trainer {
  const status = signal<Status>("idle");
  const loaded = signal(0);
  const history = signal(empty());
  const landscape = signal<Landscape>();
  const walkers = signal<Float32Array>();
  const message = signal("");
  const check = signal<LogNormalizerEstimate>();
  let worker: Worker | undefined;
  let run = 0;
  let exported: ((bytes: Uint8Array) => void) | undefined;

  const send = (request: ToWorker): void => worker?.postMessage(request);
  const fail = (text: string): void => {
    batch(() => {
      status.value = "failed";
      message.value = text;
    });
  };
  const clear = (): void => {
    history.value = empty();
    landscape.value = undefined;
    walkers.value = undefined;
    message.value = "";
    check.value = undefined;
  };
  const open = (): Worker => {
    const opened = new Worker(new URL("../worker/train-worker.ts", import.meta.url), {
      type: "module",
    });
    opened.onmessage = ({ data }: MessageEvent<FromWorker>) => batch(() => receive(data));
    opened.onerror = () => fail("The training program did not load. Reload the page to try again.");
    return opened;
  };

  const receive = (data: FromWorker): void => {
    if (data.type === "loading") {
      loaded.value = data.loaded / data.total;
      return;
    }
    if (data.run !== run) return;
    const past = history.value;
    switch (data.type) {
      case "started":
        if (status.value === "loading") status.value = "running";
        history.value = { ...past, parameters: data.parameters };
        break;
      case "progress": {
        for (const loss of data.losses) past.losses.push(loss);
        const { step, gradNorm, learningRate, pace } = data;
        history.value = { ...past, step, gradNorm, learningRate, pace };
        break;
      }
      case "landscape": {
        const { exact, learned } = data.landscape;
        // a run that is over is looked at again and again
        if (past.looks.at(-1) !== data.step) {
          past.looks.push(data.step);
          past.exact.push(exact);
          if (learned !== null) past.learned.push(learned);
        }
        landscape.value = data.landscape;
        walkers.value = data.walkers;
        break;
      }
      case "done":
        status.value = "done";
        check.value = data.check;
        break;
      case "exported":
        exported?.(data.bytes);
        break;
      case "failed":
        fail(data.message);
    }
  };

  return {
    status,
    loaded,
    history,
    landscape,
    walkers,
    message,
    check,
    toOnnx() {
      send({ type: "export" });
      return new Promise((resolve) => {
        exported = resolve;
      });
    },
    start(config, points, extent) {
      worker ??= open();
      run++;
      batch(() => {
        clear();
        status.value = "loading";
      });
      send({ type: "start", run, config, points, extent });
    },
    pause() {
      if (status.value !== "running") return;
      status.value = "paused";
      send({ type: "pause" });
    },
    resume() {
      if (status.value !== "paused") return;
      status.value = "running";
      send({ type: "resume" });
    },
    reset() {
      send({ type: "stop" });
      run++;
      batch(() => {
        clear();
        status.value = "idle";
      });
    },
    dispose() {
      worker?.terminate();
      worker = undefined;
    },
  };
}
