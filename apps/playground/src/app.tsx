import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { LearnView } from "./learn/learn-view.js";
import { PlayView } from "./play/play-view.js";
import { createAppState, type View } from "./state/app-state.js";
import { TrainView } from "./train/train-view.js";
import { theme, toggleTheme } from "./ui/theme.js";

/** The whole playground. Its state is in the fragment of the address: `#train?data=two+moons`. */
export function App(): JSX.Element {
  const state = useMemo(createAppState, []);
  useEffect(() => state.follow(), [state]);
  const view = state.view.value;
  const other = theme.value === "light" ? "Dark theme" : "Light theme";
  return (
    <div class="playground">
      <header>
        <h1>Energy playground</h1>
        <nav aria-label="Views">
          {VIEWS.map(({ name, title }) => (
            <a key={name} href={`#${name}`} aria-current={view === name ? "page" : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <button
          type="button"
          class="quiet theme"
          aria-label={other}
          title={other}
          onClick={toggleTheme}
        >
          ◐
        </button>
      </header>
      <main>
        {view === "train" && <TrainView state={state.train} onPlay={state.playWith} />}
        {view === "play" && <PlayView state={state.play} />}
        {view === "learn" && <LearnView number={state.step.value} play={state.tour} />}
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

const VIEWS: readonly { readonly name: View; readonly title: string }[] = [
  { name: "train", title: "Train" },
  { name: "play", title: "Play" },
  { name: "learn", title: "Learn" },
];
