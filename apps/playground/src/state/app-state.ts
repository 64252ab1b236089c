import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { steps } from "../learn/steps.js";
import { createPlayState, exampleOf, type PlayState } from "../play/play-state.js";
import { createTrainState, type TrainState } from "../train/train-state.js";
import { decodePoints, encodePoints } from "./encode-points.js";
import { planeFromQuery, planeToQuery } from "./plane-query.js";

export type View = "train" | "play" | "learn";

export interface AppState {
  readonly view: ReadonlySignal<View>;
  readonly train: TrainState;
  readonly play: PlayState;
  /** The model of the tour. */
  readonly tour: PlayState;
  /** The step of the tour, from 1. */
  readonly step: ReadonlySignal<number>;
  /** Opens a file in the view that plays. */
  playWith(file: File): void;
  /** Keeps the fragment of the address and the state alike. Returns a function that ends it. */
  follow(): () => void;
}

/** Makes the state of the page, as its address has it. */
export function createAppState(): AppState {
  const first = readHash();
  const view = signal(first.view);
  const isTrain = first.view === "train";
  const query = isTrain ? first.query : new URLSearchParams();
  const train = createTrainState(planeFromQuery(query), decodePoints(query.get("points") ?? ""));
  const play = createPlayState();
  const tour = createPlayState();
  const step = signal(first.step);

  const show = ({ view: name, step: number, query }: Hash): void => {
    view.value = name;
    step.value = number;
    const file = query.get("file");
    if (name === "play" && file) void playAt(file);
    else if (name === "play") {
      const isOpen = play.loaded.value !== undefined || play.isLoading.value;
      if (!isOpen || query.has("model")) void play.open(exampleOf(query.get("model")));
    } else if (name === "train" && query.size > 0) {
      const points = query.get("points");
      if (points !== null) train.own.value = decodePoints(points);
      train.change(planeFromQuery(query));
    }
  };
  /** Opens a file of the same server: `#play?file=/files/mine/log-prob.onnx`. */
  const playAt = async (path: string): Promise<void> => {
    const url = new URL(path, location.href);
    if (url.origin !== location.origin) return;
    const response = await fetch(url);
    const name = url.pathname.split("/").at(-1)!;
    if (response.ok) await play.openFile(new File([await response.blob()], name));
  };
  const write = (): void => {
    if (view.value === "learn") {
      history.replaceState(null, "", `#learn/${step.value}`);
      return;
    }
    const written =
      view.value === "train"
        ? planeToQuery(train.config.value)
        : new URLSearchParams(play.example.value ? { model: play.example.value.kind } : {});
    if (view.value === "train" && train.config.value.data === "own" && train.own.value.length > 0) {
      written.set("points", encodePoints(train.own.value));
    }
    const text = written.size > 0 ? `?${written}` : "";
    history.replaceState(null, "", `#${view.value}${text}`);
  };
  return {
    view,
    train,
    play,
    tour,
    step,
    playWith(file) {
      view.value = "play";
      void play.openFile(file);
    },
    follow() {
      if (!isTrain) show(first);
      const onHash = (): void => show(readHash());
      addEventListener("hashchange", onHash);
      const end = effect(write);
      return () => {
        end();
        removeEventListener("hashchange", onHash);
      };
    },
  };
}

interface Hash {
  readonly view: View;
  readonly step: number;
  readonly query: URLSearchParams;
}

function readHash(): Hash {
  const [path = "", query = ""] = location.hash.slice(1).split("?");
  const [name, number] = path.split("/");
  return {
    view: name === "play" || name === "learn" ? name : "train",
    step: Math.min(steps.length, Math.max(1, Math.floor(Number(number)) || 1)),
    query: new URLSearchParams(query),
  };
}
