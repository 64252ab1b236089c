import { fileBackend } from "./file-backend.js";
import {
  type ModelServer,
  OUTPUT_LIMIT,
  type ServeOptions,
  serveBackend,
} from "./serve-backend.js";

export interface ServerOptions extends ServeOptions {
  /** The largest value of an input `steps`. Default: 100,000. */
  readonly maxSteps?: number;
}

/**
 * Creates a server of an ONNX file:
 *
 *   POST /run            the inputs by name, as nested lists, or rows → the outputs by name
 *   GET /signature       the inputs, outputs and metadata of the model
 *   GET /openapi.json    the same for programs that generate clients
 *   GET /health          the workers and the queue; 503 if no request would be taken
 *   GET /metrics         counts and times, for Prometheus
 *   GET /                leads to the signature
 *
 * @throws {EbmError} If the model cannot be loaded, or has a dtype that is not served.
 */
export async function createServer(
  model: Uint8Array,
  options: ServerOptions = {},
): Promise<ModelServer> {
  const { maxSteps = 100_000, outputLimit = OUTPUT_LIMIT, token } = options;
  return serveBackend(
    fileBackend(model, { maxSteps, outputLimit, token: token !== undefined }),
    options,
  );
}
