import { Option } from "commander";

/** The option for the rows that conformal sets are calibrated with. */
export function calibrationOption(): Option {
  return new Option(
    "--calibration <file>",
    "labeled rows that the model did not learn from, for answer conformal",
  );
}
