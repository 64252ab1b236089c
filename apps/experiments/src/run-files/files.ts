/** The files of a run, besides its ONNX files. */
export const FILES = {
  config: "config.json",
  /** One line per step, and per evaluation of the validation rows. */
  metrics: "metrics.jsonl",
  /** The parameters and the optimizer state after the last step that was saved. */
  checkpoint: "checkpoint.safetensors",
  /** An earlier checkpoint, which a run that diverges returns to. */
  previous: "previous.safetensors",
  /** The parameters that were best on the validation rows. */
  best: "best.safetensors",
  /** The model for `loadModel` of @ebm/models, if it is a default model. */
  model: "model",
  plots: "plots",
  page: "report.html",
  /** The data of the report, from which the page is drawn. */
  report: "report.json",
  /** The result, which is written last. A run that has one is finished. */
  result: "result.json",
  /** The process that writes into the directory. */
  lock: "lock.json",
} as const;
