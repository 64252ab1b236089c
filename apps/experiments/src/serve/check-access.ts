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
  /**
   * Whether a cookie may contain the token instead. Opening `/?token=…` sets it. Default: false.
   */
  readonly cookie?: boolean | undefined;
}

/**
 * Makes a server refuse requests by their headers, before it reads their body. A `Host` with
 * another name means that another site has pointed its name at this machine. Pages of another
 * origin may send requests only if `cors` lists it. Only `/health` is open without the token.
 */
export function checkAccess(
  app: FastifyInstance,
  { allowHosts = [], cors = [], token, cookie = false }: AccessOptions,
): void {
  const hosts = new Set(["localhost", ...allowHosts].map((name) => name.toLowerCase()));

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
    if (token === undefined || request.url.split("?")[0] === "/health") return;
    if (isSame(`Bearer ${token}`, authorization)) return;
    if (cookie) {
      if (isSame(token, tokenInQuery(request))) return setCookie(reply, cookieOf(token));
      if (isSame(cookieOf(token), cookieIn(request))) return;
    }
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

/** Compares two texts in a time that does not depend on where they differ. */
function isSame(expected: string, actual: string): boolean {
  return timingSafeEqual(digest(expected), digest(actual));
}

/** Returns the token of `GET /?token=…`. */
function tokenInQuery({ method, url }: FastifyRequest): string {
  const [path, query] = url.split("?");
  return method === "GET" && path === "/" ? (new URLSearchParams(query).get("token") ?? "") : "";
}

/** The cookie that stands for a token. It is not the token, which may have any characters. */
const cookieOf = (token: string): string => digest(`cookie ${token}`).toString("hex");

function cookieIn({ headers }: FastifyRequest): string {
  const [, value = ""] = /(?:^|;\s*)ebm=([^;]*)/.exec(headers.cookie ?? "") ?? [];
  return value;
}

/** Leads to the address without the token, so that it stays out of the history of the browser. */
function setCookie(reply: FastifyReply, value: string): FastifyReply {
  return reply
    .header("set-cookie", `ebm=${value}; HttpOnly; SameSite=Strict; Path=/`)
    .header("referrer-policy", "no-referrer")
    .redirect("/");
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
