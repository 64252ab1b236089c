import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** The policy of the page: nothing from elsewhere, no inline script and no `eval`. */
const PAGE_POLICY = [
  "default-src 'none'",
  // for the WebAssembly of the playground
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves the built page. Addresses without a file lead to its views. */
export async function pageRoutes(app: FastifyInstance, page: string): Promise<void> {
  app.addHook("onSend", async (_request, reply) => {
    if (!reply.hasHeader("content-security-policy")) {
      reply.header("content-security-policy", PAGE_POLICY);
    }
    reply.header("x-content-type-options", "nosniff").header("referrer-policy", "no-referrer");
  });
  await app.register(fastifyStatic, {
    root: page,
    cacheControl: false,
    setHeaders(reply, path) {
      // names of assets contain a digest of their contents
      const isAsset = path.includes("/assets/");
      reply.header("cache-control", isAsset ? "max-age=31536000, immutable" : "no-cache");
      // the threads of its WebAssembly share memory, which browsers allow only to isolated pages
      if (path.includes("/playground/")) {
        reply.header("cross-origin-opener-policy", "same-origin");
        reply.header("cross-origin-embedder-policy", "require-corp");
      }
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split("?") as [string];
    const isView = request.method === "GET" && !/^\/(api|files|assets|playground)\//.test(path);
    if (isView) return reply.sendFile("index.html");
    return reply.code(404).send({ error: `no ${request.method} ${path.slice(0, 80)}.` });
  });
}
