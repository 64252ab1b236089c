import type { JSX } from "preact";
import type { TrainState } from "./train-state.js";

interface SaveModelProps {
  readonly state: TrainState;
  /** Called with the file, to play with it. */
  onPlay(file: File): void;
}

/** Buttons that write the trained energy as a file, or open it in the view that plays. */
export function SaveModel({ state, onPlay }: SaveModelProps): JSX.Element {
  const { trainer, config } = state;
  const isReady = ["running", "done"].includes(trainer.status.value);
  const write = async (): Promise<File> => {
    const bytes = (await trainer.toOnnx()) as Uint8Array<ArrayBuffer>;
    const name = `${config.value.data.replaceAll(" ", "-")}-${config.value.method}-log-prob.onnx`;
    return new File([bytes], name, { type: "application/octet-stream" });
  };
  const save = async (): Promise<void> => {
    const file = await write();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  return (
    <div class="row">
      <button type="button" class="quiet" disabled={!isReady} onClick={() => void save()}>
        Save as ONNX
      </button>
      <button
        type="button"
        class="quiet"
        disabled={!isReady}
        onClick={async () => onPlay(await write())}
      >
        Play with it
      </button>
    </div>
  );
}
