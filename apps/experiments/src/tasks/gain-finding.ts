import { formatNumber } from "../report/format.js";

const nats = (value: number): string => formatNumber(value, 3);

export interface GainFindingInputs {
  /** The test NLL of the model, in nats per row. */
  readonly nll: number;
  /** The name of a simpler model. */
  readonly baseline: string;
  /** The test NLL of the simpler model. */
  readonly baselineNll: number;
  /** The mean by which losses are lower than those of the simpler model, paired by row. */
  readonly gain: number;
  readonly standardError: number;
  /** The unit of densities, as ", in the units of the columns". Default: "". */
  readonly unit?: string;
}

/** Half the width of a 95 % confidence interval, in standard errors. */
const WIDTH = 1.96;

/** Returns the first sentence of a report: how much better the model is than a simpler one. */
export function gainFinding(inputs: GainFindingInputs): string {
  const { nll, baseline, baselineNll, gain, standardError, unit = "" } = inputs;
  const [low, high] = [gain - WIDTH * standardError, gain + WIDTH * standardError];
  const losses = `The test NLL is ${nats(nll)} nats per row${unit}, and that of ${baseline} is ${nats(baselineNll)}.`;
  if (low > 0) {
    return `Better than ${baseline} by ${nats(gain)} nats per row (95 % confidence interval ${nats(low)} to ${nats(high)}). ${losses}`;
  }
  if (high < 0) {
    return `Worse than ${baseline} by ${nats(-gain)} nats per row (95 % confidence interval ${nats(-high)} to ${nats(-low)}). ${losses}`;
  }
  return `Not clearly better or worse than ${baseline}: the gain is ${nats(gain)} nats per row (95 % confidence interval ${nats(low)} to ${nats(high)}). ${losses}`;
}
