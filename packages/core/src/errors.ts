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
