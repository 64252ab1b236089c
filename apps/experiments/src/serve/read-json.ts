import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ServeError } from "./serve-error.js";

/** The largest depth of a body. Deeper lists are not tensors, and slow to read. */
const DEPTH = 64;

/** Makes a server read JSON bodies, with or without gzip. */
export function readJson(app: FastifyInstance, bodyLimit: number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (request: FastifyRequest, body: Buffer) => {
      const text = await decoded(body, request.headers["content-encoding"], bodyLimit);
      if (text.length === 0) throw new ServeError(400, "the body is empty, expected JSON.");
      checkDepth(text);
      try {
        return JSON.parse(text.toString("utf8"));
      } catch (cause) {
        const reason = (cause as Error).message;
        throw new ServeError(400, `the body is not valid JSON: ${reason}.`, { cause });
      }
    },
  );
}

async function decoded(
  body: Buffer,
  encoding: string | undefined,
  bodyLimit: number,
): Promise<Buffer> {
  if (encoding === undefined || encoding === "identity") return body;
  if (encoding !== "gzip") {
    const text = `the content encoding is ${encoding.slice(0, 40)}, expected gzip or none.`;
    throw new ServeError(415, text);
  }
  return promisify(gunzip)(body, { maxOutputLength: bodyLimit }).catch((cause) => {
    const isLarge = cause.code === "ERR_BUFFER_TOO_LARGE";
    throw isLarge
      ? new ServeError(413, "")
      : new ServeError(400, `the body is not gzip: ${cause.message}.`, { cause });
  });
}

function checkDepth(text: Buffer): void {
  const [quote, backslash] = [0x22, 0x5c];
  let [depth, inside] = [0, false];
  for (let i = 0; i < text.length; i++) {
    const byte = text[i]!;
    if (inside) {
      if (byte === backslash) i++;
      else if (byte === quote) inside = false;
    } else if (byte === quote) inside = true;
    else if (byte === 0x5b || byte === 0x7b) depth++;
    else if (byte === 0x5d || byte === 0x7d) depth--;
    if (depth > DEPTH) {
      throw new ServeError(400, `the body is nested more than ${DEPTH} deep, expected less.`);
    }
  }
}
