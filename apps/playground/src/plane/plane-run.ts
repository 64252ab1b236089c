import type { Matrix } from "@ebm/datasets/planar";
import type { Runtime, TrainInfo } from "@ebm/engine";
import type { LogNormalizerEstimate } from "@ebm/snl";

/** The energy on a grid, and its log-partitions. */
export interface Landscape {
  /** Energies on a square grid, row by row from the top. */
  readonly energies: Float32Array;
  /** log Z by quadrature on the grid, or by a sum over all states. */
  readonly exact: number;
  /** The learned log Z; null if the method learns none. */
  readonly learned: number | null;
}

/** An energy in training, with what the page shows of it. */
export interface PlaneRun {
  readonly training: AsyncIterable<TrainInfo> & {
    readonly step: number;
    dispose(): Promise<void>;
  };
  /** Number of parameters. */
  readonly parameters: number;
  landscape(): Promise<Landscape>;
  /** Moves the samples, and returns their points. */
  walk(): Promise<Float32Array>;
}

/** A density in training. */
export interface DensityRun extends PlaneRun {
  /** Estimates log Z from new samples of the proposal, without quadrature. */
  check(): Promise<LogNormalizerEstimate>;
  /** Writes the density as an ONNX file, with log Z by quadrature. */
  toOnnx(): Promise<Uint8Array>;
}

export interface PlaneRunInputs {
  readonly points: Matrix;
  /** Half the width of the square on which the energy is shown and integrated. */
  readonly extent: number;
  readonly threads?: number;
  /** Where the energy trains. Default: WebAssembly in a page, onnxruntime-node in Node. */
  readonly runtime?: Runtime;
}
