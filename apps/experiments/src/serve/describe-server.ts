export type Json = Readonly<Record<string, unknown>>;

/** A path of POST. */
interface DescribedPost {
  readonly summary: string;
  /** The JSON Schemas of the request and of its answer. */
  readonly body: Json;
  readonly outputs: Json;
}

export interface ServerDescription {
  readonly title: string;
  readonly description?: string | undefined;
  readonly posts: Readonly<Record<string, DescribedPost>>;
  /** The description of `GET /signature`. */
  readonly signature: string;
  /** Whether requests need a token. */
  readonly token: boolean;
}

/** Returns the description of a server, in OpenAPI 3.1. */
export function describeServer({
  title,
  description,
  posts,
  signature,
  token,
}: ServerDescription): Json {
  const secured = token ? { security: [{ token: [] }] } : {};
  const paths = Object.entries(posts).map(([path, post]) => [
    path,
    { post: { ...postOf(post), ...secured } },
  ]);
  return {
    openapi: "3.1.0",
    info: { title, ...(description !== undefined && { description }), version: "1" },
    paths: {
      ...Object.fromEntries(paths),
      "/signature": { get: { ...plain(signature), ...secured } },
      "/health": { get: plain("The workers of the server, and the waiting requests.") },
      "/metrics": {
        get: {
          responses: {
            200: { description: "Metrics for Prometheus.", content: { "text/plain": {} } },
          },
          ...secured,
        },
      },
    },
    ...(token && {
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    }),
  };
}

const ERROR = { type: "object", properties: { error: { type: "string" } }, required: ["error"] };
const ERRORS = {
  400: "The body is invalid; `error` says where.",
  401: "The token is missing or wrong.",
  403: "The host or the origin is not allowed.",
  413: "The body is too large.",
  415: "The body is not JSON.",
  503: "The queue is full, or a worker has ended.",
  504: "The request took longer than allowed.",
};

function postOf({ summary, body, outputs }: DescribedPost): Json {
  return {
    summary,
    requestBody: { required: true, content: json(body) },
    responses: {
      200: answer("The outputs.", outputs),
      ...Object.fromEntries(
        Object.entries(ERRORS).map(([code, text]) => [code, answer(text, ERROR)]),
      ),
    },
  };
}

function json(schema: Json): Json {
  return { "application/json": { schema } };
}

function answer(description: string, schema: Json): Json {
  return { description, content: json(schema) };
}

function plain(description: string): Json {
  return { responses: { 200: answer(description, { type: "object" }) } };
}
