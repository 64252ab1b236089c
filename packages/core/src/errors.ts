/**
 * Everything that this library throws on purpose. One line: the function, the culprit in
 * backticks, what came, what was expected.
 */
export class EbmError extends Error {
  override name = "EbmError";
}

/** A tensor whose shape does not fit. */
export class ShapeError extends EbmError {
  override name = "ShapeError";
}

/** A training run whose loss or gradient is not finite. */
export class DivergedError extends EbmError {
  override name = "DivergedError";
  /** The training step, counted from 1, whose loss or gradient is not finite. */
  readonly step: number;

  constructor(message: string, { step, ...options }: ErrorOptions & { readonly step: number }) {
    super(message, options);
    this.step = step;
  }
}
