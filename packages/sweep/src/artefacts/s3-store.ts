import { readFile } from "node:fs/promises";
import { EbmError } from "@ebm/core/errors";
import type { ArtefactStore } from "./artefact-store.js";
import { checked, sha256Of } from "./directory-store.js";

/**
 * Creates a store in S3, or in a service that speaks its protocol. Region, keys and endpoint are
 * found as by every program of AWS: AWS_REGION, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL_S3 and so on.
 *
 * @param url A bucket and a prefix: s3://bucket/prefix.
 * @throws {EbmError} If the SDK is not installed, or the address is none of S3.
 */
export async function s3Store(url: string): Promise<ArtefactStore> {
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(url) ?? [];
  if (bucket === undefined) {
    throw new EbmError(`s3Store: \`url\` is ${url}, expected s3://bucket/prefix.`);
  }
  const { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } = await import(
    "@aws-sdk/client-s3"
  ).catch((cause) => {
    throw new EbmError("s3Store: @aws-sdk/client-s3 is not installed. Install it beside ebm.", {
      cause,
    });
  });
  // services that are not AWS seldom have a domain name for each bucket
  const client = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
  const at = (sha256: string): { Bucket: string; Key: string } => ({
    Bucket: bucket,
    Key: [prefix, sha256.slice(0, 2), sha256].filter(Boolean).join("/"),
  });
  return {
    async put(path) {
      const contents = await readFile(path);
      const sha256 = sha256Of(contents);
      const isThere = await client.send(new HeadObjectCommand(at(sha256))).then(
        ({ ContentLength }) => ContentLength === contents.length,
        () => false,
      );
      // an object appears when it is complete
      if (!isThere) await client.send(new PutObjectCommand({ ...at(sha256), Body: contents }));
      return sha256;
    },
    async get(sha256) {
      const { Key } = at(sha256);
      const { Body } = await client.send(new GetObjectCommand(at(sha256))).catch((cause: Error) => {
        throw new EbmError(`s3://${bucket}/${Key} cannot be read: ${cause.message}.`, { cause });
      });
      return checked(await Body!.transformToByteArray(), sha256, `s3://${bucket}/${Key}`);
    },
  };
}
