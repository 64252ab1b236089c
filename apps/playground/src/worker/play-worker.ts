import { answersAt } from "../play/answers.js";
import { fillBits } from "../play/fill-bits.js";
import { membersOf } from "../play/members.js";
import { openModel, type PlayModel } from "../play/open-model.js";
import { look, planeWalk } from "../play/plane-walk.js";
import { loadRuntime } from "./load-runtime.js";
import type { PlayAnswer, PlayRequest, PlayWindow } from "./play-messages.js";

let model: PlayModel | undefined;
let last: Promise<void> = Promise.resolve();

// one request at a time, in their order
self.onmessage = ({ data }: MessageEvent<PlayRequest>): void => {
  last = last.then(async () => {
    try {
      tell({ id: data.id, value: await answer(data) });
    } catch (error) {
      tell({ id: data.id, problem: error instanceof Error ? error.message : String(error) });
    }
  });
};

async function answer(request: PlayRequest): Promise<unknown> {
  if (request.type === "load") {
    await loadRuntime((progress) => tell({ loading: progress.loaded / progress.total }));
    const opened = await openModel(request.bytes);
    await model?.dispose();
    model = opened;
    return opened.facts;
  }
  if (!model) throw new Error("No model is loaded.");
  const { facts, logProbs } = model;
  switch (request.type) {
    case "grid":
      return onWindow(request.window)(gridOf(request.side));
    case "look":
      return look(onWindow(request.window), request.points);
    case "walk":
      return planeWalk({ ...request, logProb: onWindow(request.window) });
    case "answers": {
      const members = membersOf(facts);
      return members && answersAt(logProbs, request.x, members);
    }
    case "row": {
      const { x, y } = request;
      const [value] = await logProbs({ count: 1, x, ...(y && { y }) });
      return value;
    }
    case "fill":
      return fillBits({ ...request, logProbs });
  }
}

/** Returns log p at points of [−1, 1]², which stand for two columns within their ranges. */
function onWindow({
  axes,
  low,
  high,
  fixed,
}: PlayWindow): (points: Float64Array) => Promise<Float32Array> {
  return (points) => {
    const count = points.length / 2;
    const x = new Float64Array(count * fixed.length);
    for (let i = 0; i < count; i++) {
      x.set(fixed, i * fixed.length);
      for (const k of [0, 1] as const) {
        const share = (points[2 * i + k]! + 1) / 2;
        x[i * fixed.length + axes[k]] = low[k] + share * (high[k] - low[k]);
      }
    }
    return model!.logProbs({ count, x });
  };
}

/** The centers of cells, row by row from the top. */
function gridOf(side: number): Float64Array {
  return Float64Array.from({ length: 2 * side ** 2 }, (_, i) => {
    const cell = i >> 1;
    const place = i % 2 === 0 ? cell % side : side - 1 - Math.floor(cell / side);
    return (2 * place + 1) / side - 1;
  });
}

function tell(answer: PlayAnswer): void {
  self.postMessage(answer);
}
