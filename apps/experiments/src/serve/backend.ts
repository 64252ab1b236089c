import type { FastifyInstance, FastifyReply } from "fastify";
import type { Together } from "./batcher.js";
import type { WorkerProgram } from "./start-worker.js";

/** The program of a server that holds the model, and the paths that ask it. */
export interface Backend<I extends object, O> {
  readonly program: WorkerProgram;
  /** Returns the number of rows of a request. */
  rowsOf(request: I): number;
  /** Lets rows of several requests run together. Undefined if each runs alone. */
  readonly together?: Together<I, O> | undefined;
  /** The paths of POST. */
  readonly posts: readonly string[];
  /** Matches the names of functions at the start of errors, which HTTP clients do not know. */
  readonly inside: RegExp;
  addRoutes(app: FastifyInstance, run: RunRequest<I, O>): void;
}

/** Runs a request when a worker is idle. It is given up if its client disconnects. */
type RunRequest<I, O> = (reply: FastifyReply, request: I) => Promise<O>;
