// the backend that the models of @ebm/models keep tensors in
import "@tensorflow/tfjs-backend-cpu";
import { enableProdMode } from "@tensorflow/tfjs-core";

// otherwise tfjs advertises its native backend
enableProdMode();

export {
  createModelServer,
  type ModelServerOptions,
} from "./serve/create-model-server.js";
export { createServer, type ServerOptions } from "./serve/create-server.js";
export type { ModelServer, ServeOptions } from "./serve/serve-backend.js";
