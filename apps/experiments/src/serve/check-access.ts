import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ServeError } from "./serve-error.js";

export interface AccessOptions {
  /** Names that the header `Host` may have, besides those of this machine and IP addresses. */
  readonly allowHosts?: readonly string[] | undefined;
  /** Origins of web pages that may send requests, such as `https://example.org`, or `*` for all. */
  readonly cors?: readonly string[] | undefined;
  /** The token that `Authorization: Bearer …` must contain. Default: none is required. */
  readonly token?: string | undefined;
}

/**
 * Makes a server refuse requests by their headers, before it reads their body. A `Host` with
 * another name means that another site has pointed its name at this machine. Pages of another
 * origin may send requests only if `cors` lists it. Only `/health` is open without the token.
 */
export function checkAccess(
  app: FastifyInstance,
  { allowHosts = [], cors = [], token }: AccessOptions,
): void {
  const hosts = new Set(["localhost", ...allowHosts].map((name) => name.toLowerCase()));
  const secret = token === undefined ? undefined : digest(`Bearer ${token}`);

  app.addHook("onRequest", async (request, reply) => {
    const { host = "", origin, authorization = "" } = request.headers;
    if (!isAllowed(nameOf(host))) {
      const text = `the host is ${host.slice(0, 80)}, expected ${[...hosts].join(", ")} or an IP address.`;
      throw new ServeError(403, text);
    }
    if (origin !== undefined) {
      const isOwn = origin === `http://${host}` || origin === `https://${host}`;
      if (!isOwn && !cors.includes("*") && !cors.includes(origin)) {
        const text = `the origin is ${origin.slice(0, 80)}, expected one that \`--cors\` allows.`;
        throw new ServeError(403, text);
      }
      reply.header("access-control-allow-origin", origin).header("vary", "origin");
      if (isPreflight(request)) return answerPreflight(reply);
    }
    if (secret === undefined || request.url.split("?")[0] === "/health") return;
    if (timingSafeEqual(digest(authorization), secret)) return;
    reply.header("www-authenticate", "Bearer");
    throw new ServeError(401, "no valid token, expected `Authorization: Bearer …`.");
  });

  function isAllowed(name: string): boolean {
    return hosts.has(name) || isIP(name) > 0;
  }
}

/** Returns the name in a header `Host`, without its port. */
function nameOf(host: string): string {
  const [, v6, name] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host.toLowerCase()) ?? [];
  return v6 ?? name ?? "";
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
}

function answerPreflight(reply: FastifyReply): FastifyReply {
  return reply
    .header("access-control-allow-methods", "GET, POST")
    .header("access-control-allow-headers", "authorization, content-type, content-encoding")
    .header("access-control-max-age", "600")
    .code(204)
    .send();
}
