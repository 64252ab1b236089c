/** The files of a run, besides its ONNX files. */
export const FILES = {
  config: "config.json",
  /** A line for each step, and for each evaluation of the validation rows. */
  metrics: "metrics.jsonl",
  /** The parameters and the optimizer after the last step that was saved. */
  checkpoint: "checkpoint.safetensors",
  /** The same some steps earlier: a run that diverges goes back to it. */
  previous: "previous.safetensors",
  /** The parameters that did best on the validation rows. */
  best: "best.safetensors",
  plots: "plots",
  page: "report.html",
  /** The data of the report, from which the page is drawn. */
  report: "report.json",
  /** Written last: a run that has one is finished. */
  result: "result.json",
  /** The process that is writing into the directory. */
  lock: "lock.json",
} as const;
