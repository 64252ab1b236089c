import { EbmError } from "@ebm/core/errors";

/** A request that cannot be answered, with its HTTP status code. */
export class ServeError extends EbmError {
  override name = "ServeError";
  readonly statusCode: number;
  constructor(statusCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.statusCode = statusCode;
  }
}
