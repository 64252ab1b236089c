/** What a run writes into its directory. */
export const FILES = {
  config: "config.json",
  /** A line for each step, and for each look at the validation rows. */
  metrics: "metrics.jsonl",
  /** The parameters and the optimizer after the last step that was saved. */
  checkpoint: "checkpoint.safetensors",
  /** The parameters that did best on the validation rows. */
  best: "best.safetensors",
  /** Written last: a run that has one is finished. */
  result: "result.json",
} as const;

/** Files of a run that others write. */
export const OUTPUTS = [
  "energy.onnx",
  "log-partition.onnx",
  "log-prob.onnx",
  "report.html",
  "plots",
] as const;
