export { type Database, type DatabaseOptions, openDatabase } from "./postgres/database.js";
export { migrate } from "./postgres/migrations.js";
export {
  type PostgresExecutorInputs,
  postgresExecutor,
  type Workers,
} from "./postgres/postgres-executor.js";
export { type PrivatePostgres, privatePostgres } from "./postgres/private-postgres.js";
export { openQueue, type Queue } from "./postgres/queue.js";
export {
  type Kind,
  runWorker,
  type WorkerEvent,
  type WorkerInputs,
} from "./postgres/run-worker.js";
