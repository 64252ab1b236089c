import type { Checkpoint } from "@ebm/engine";
import type { Fit, PartInfo } from "../task.js";
import { packPlain } from "./pack-plain.js";

export interface FitInPartsInputs {
  /** The parts of the fit, in order. */
  readonly parts: readonly string[];
  /** A completed fit. */
  readonly from?: Checkpoint | undefined;
  /** Stops the fit. Nothing of it is kept. */
  readonly signal: AbortSignal;
  /** Fits a model, which is plain data, and reports when each part is done. */
  readonly fit: (onPart: (part: string) => void) => Promise<unknown>;
}

/**
 * Runs a fit that cannot continue from the middle. Its only checkpoint is the fitted model. If the
 * fit is stopped, it starts again, and the result is the same bit for bit.
 */
export function fitInParts({ parts, from, signal, fit }: FitInPartsInputs): Fit {
  let checkpoint = from;
  return {
    get step() {
      return checkpoint?.step ?? 0;
    },
    async *[Symbol.asyncIterator]() {
      if (checkpoint) return;
      const queue: PartInfo[] = [];
      let isDone = false;
      let wake = (): void => {};
      const work = fit((part) => {
        queue.push({ step: parts.indexOf(part) + 1, part });
        wake();
      })
        .then((model) => {
          checkpoint = { step: parts.length, params: packPlain(model), moments: {} };
        })
        .finally(() => {
          isDone = true;
          wake();
        });
      const settled = work.catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      try {
        while (!isDone || queue.length > 0) {
          if (queue.length === 0) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
          yield* queue.splice(0);
        }
      } finally {
        await settled;
      }
    },
    checkpoint: () => checkpoint,
    dispose: async () => {},
  };
}
