import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { MOST_ROWS, readCsv } from "./read-csv.js";
import type { TrainState } from "./train-state.js";

/** Points that the user draws, or drops as a file. */
export function OwnPoints({ state }: { readonly state: TrainState }): JSX.Element {
  const problem = useSignal("");
  const count = state.own.value.length / 2;
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      state.own.value = readCsv(await file.text());
      problem.value = "";
      state.change({ data: "own" });
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button below takes files without a drop
    <div
      class="drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void read(event.dataTransfer?.files[0]);
      }}
    >
      <p>
        {count === 0
          ? "Draw on the square: press and move the pointer, or use the arrow keys and Enter."
          : `${count} points${count < 10 ? ". Ten or more are needed to train." : "."}`}
      </p>
      <label class="button quiet">
        Open a CSV file
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          class="hidden"
          onChange={(event) => void read(event.currentTarget.files?.[0])}
        />
      </label>{" "}
      <button
        type="button"
        class="quiet"
        disabled={count === 0}
        onClick={() => {
          state.own.value = new Float32Array(0);
          state.trainer.reset();
        }}
      >
        Clear
      </button>
      <small class="help">
        Two columns of numbers, up to {MOST_ROWS} rows. They stay in this page and its address.
      </small>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
