import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { examples } from "./examples.js";
import { ModelPanel } from "./model-panel.js";
import type { PlayState } from "./play-state.js";

/** The view that plays with an exported model. */
export function PlayView({ state }: { readonly state: PlayState }): JSX.Element {
  const isOver = useSignal(false);
  const { example, loaded } = state;
  const model = loaded.value;
  const take = (file: File | undefined): void => {
    if (file) void state.openFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button takes files without a drop
    <div
      class={isOver.value ? "play over" : "play"}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        take(event.dataTransfer?.files[0]);
      }}
    >
      <div class="toolbar">
        {examples().map((choice) => (
          <button
            key={choice.kind}
            type="button"
            class="choice"
            aria-pressed={example.value?.kind === choice.kind}
            onClick={() => void state.open(choice)}
          >
            {choice.title}
          </button>
        ))}
        <label class="button quiet">
          Open an ONNX file
          <input
            type="file"
            accept=".onnx"
            class="hidden"
            onChange={(event) => take(event.currentTarget.files?.[0])}
          />
        </label>
      </div>
      {model && (
        <p class="about">
          {example.value?.about ?? `${model.title}. ${model.facts.description}`}{" "}
          <span class="origin">
            {Object.entries(model.facts.origin)
              .map(([name, text]) => `${name}: ${text}`)
              .join(" · ")}
          </span>
        </p>
      )}
      <ModelPanel state={state} />
      <p class="help drop-hint">
        Drop a file such as log-prob.onnx or energy.onnx anywhere on this page. The page reads its
        inputs from the file, and the file does not leave the page.
      </p>
    </div>
  );
}
