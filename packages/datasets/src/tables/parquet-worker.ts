import { parentPort } from "node:worker_threads";
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
} from "hyparquet";
import type { parquetCodecs as Codecs } from "./parquet-codecs.js";
import type { ParquetQuestion } from "./parquet-thread.js";

// A thread that reads Parquet files with hyparquet, which some corrupt files keep busy for ever. It
// loads what it needs of this package by address, so that Node runs it from source.

const codecs = import.meta.url.replace("parquet-worker", "parquet-codecs");
const { parquetCodecs: compressors } = (await import(codecs)) as { parquetCodecs: typeof Codecs };

interface Opened {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
}

/** The files that were read last, by their numbers. */
const opened = new Map<number, Opened>();
const KEPT = 4;

async function open({ file: id, path, bytes }: ParquetQuestion): Promise<Opened> {
  const known = opened.get(id);
  if (known !== undefined) return known;
  const view = bytes && new Uint8Array(bytes);
  const file: AsyncBuffer = view
    ? { byteLength: view.length, slice: (start, end) => view.slice(start, end).buffer }
    : await asyncBufferFromFile(path!);
  const fresh = { file, metadata: await parquetMetadataAsync(file) };
  opened.set(id, fresh);
  if (opened.size > KEPT) opened.delete(opened.keys().next().value!);
  return fresh;
}

async function answer(question: ParquetQuestion): Promise<unknown> {
  const { file, metadata } = await open(question);
  // a scan keeps what it read last, so each column has its own
  const scan = await parquetScan({ file, metadata, compressors, useOffsetIndex: false });
  if (question.read !== undefined) return scan.readColumn(question.read);
  const bytes = metadata.row_groups.flatMap(({ columns }) =>
    columns.map(({ meta_data }) => Number(meta_data?.total_uncompressed_size ?? 0)),
  );
  const largest = bytes.reduce((most, size) => Math.max(most, size), 0);
  return { schema: metadata.schema, ranges: scan.ranges, largest };
}

parentPort!.on("message", async (question: ParquetQuestion) => {
  try {
    parentPort!.postMessage({ value: await answer(question) });
  } catch (error) {
    parentPort!.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
parentPort!.postMessage({ value: "ready" });
