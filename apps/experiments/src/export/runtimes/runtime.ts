import type { Run } from "@ebm/onnx-export";

/** A program that runs ONNX files, here. */
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

/** A runtime that may not be here: why not, in its place. */
export interface RuntimeOffer {
  readonly name: string;
  open(): Promise<Runtime | { readonly missing: string }>;
}
