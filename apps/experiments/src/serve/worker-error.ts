import { EbmError } from "@ebm/core/errors";

/** A thread that could not answer, which is no fault of the request. */
export class WorkerError extends EbmError {
  override name = "WorkerError";
  /** The status code of HTTP. */
  readonly statusCode = 503;
}
