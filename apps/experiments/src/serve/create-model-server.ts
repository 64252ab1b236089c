import { loadModel, type TableRows } from "@ebm/models";
import { modelBackend } from "./model-backend.js";
import { type ModelServer, type ServeOptions, serveBackend } from "./serve-backend.js";

export interface ModelServerOptions extends ServeOptions {
  /** Labeled rows for `POST /conformal`. Default: requests contain them. */
  readonly calibration?: TableRows | undefined;
}

/**
 * Creates a server of a saved model, with a path for each of its answers:
 *
 *   POST /marginals      {"rows": [{"age": 41, "region": null}]} → {"rows": [{"calm": 0.8}]}
 *   GET /signature       the kind, the columns, the answers and the report of the model
 *   GET /openapi.json    the same for programs that generate clients
 *   GET /health          the workers and the queue; 503 if no request would be taken
 *   GET /metrics         counts and times, for Prometheus
 *
 * @throws {EbmError} If the directory has no model.
 */
export async function createModelServer(
  directory: string,
  { calibration, ...options }: ModelServerOptions = {},
): Promise<ModelServer> {
  const model = await loadModel(directory);
  const token = options.token !== undefined;
  const backend = modelBackend(model, { directory, calibration, token });
  await model.dispose();
  return serveBackend(backend, options);
}
