import type { Run } from "@ebm/onnx-export";

/** A program on this machine that runs ONNX files. */
export interface Runtime {
  readonly name: string;
  readonly version: string;
  /** Loads the bytes of a file. */
  load(model: Uint8Array): Promise<LoadedModel>;
  dispose(): Promise<void>;
}

export interface LoadedModel {
  readonly run: Run;
  dispose(): Promise<void>;
}

/** A runtime, or the reason why it is not available. */
export interface RuntimeOffer {
  readonly name: string;
  open(): Promise<Runtime | { readonly missing: string }>;
}
