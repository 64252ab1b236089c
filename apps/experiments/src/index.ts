export {
  createModelServer,
  type ModelServerOptions,
} from "./serve/create-model-server.js";
export { createServer, type ServerOptions } from "./serve/create-server.js";
export type { ModelServer, ServeOptions } from "./serve/serve-backend.js";
