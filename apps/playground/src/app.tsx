import { effect, signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { decodePoints, encodePoints } from "./state/encode-points.js";
import { planeFromQuery, planeToQuery } from "./state/plane-query.js";
import { createTrainState } from "./train/train-state.js";
import { TrainView } from "./train/train-view.js";
import { theme, toggleTheme } from "./ui/theme.js";

/** The whole playground. Its state is in the fragment of the address: `#train?data=two+moons`. */
export function App(): JSX.Element {
  const state = useMemo(create, []);
  useEffect(() => state.follow(), [state]);
  return (
    <div class="playground">
      <header>
        <h1>Energy playground</h1>
        <button type="button" class="quiet theme" onClick={toggleTheme}>
          {theme.value === "light" ? "Dark theme" : "Light theme"}
        </button>
      </header>
      <main>
        <TrainView state={state.train} />
      </main>
      <footer>
        <p>
          Everything runs in this page: your data do not leave it. The training step is traced from
          TensorFlow.js, and runs in ONNX Runtime as WebAssembly.
        </p>
      </footer>
    </div>
  );
}

function create() {
  const query = new URLSearchParams(location.hash.split("?")[1] ?? "");
  const view = signal("train");
  const train = createTrainState(planeFromQuery(query), decodePoints(query.get("points") ?? ""));
  const follow = (): (() => void) =>
    effect(() => {
      const written = planeToQuery(train.config.value);
      if (train.config.value.data === "own" && train.own.value.length > 0) {
        written.set("points", encodePoints(train.own.value));
      }
      const text = written.size > 0 ? `?${written}` : "";
      history.replaceState(null, "", `#${view.value}${text}`);
    });
  return { train, view, follow };
}
