/**
 * The error that this library throws on purpose. Its one line names the function, the argument in
 * backticks, the value, and what was expected.
 */
export class EbmError extends Error {
  override name = "EbmError";
}

/** The error for a tensor whose shape does not fit. */
export class ShapeError extends EbmError {
  override name = "ShapeError";
}

/** The error for a training run whose loss or gradient is not finite. */
export class DivergedError extends EbmError {
  override name = "DivergedError";
  /** The training step, counted from 1, whose loss or gradient is not finite. */
  readonly step: number;

  constructor(message: string, { step, ...options }: ErrorOptions & { readonly step: number }) {
    super(message, options);
    this.step = step;
  }
}
