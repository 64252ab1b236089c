import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { maskedCrc32c } from "./crc32c.js";
import { type RunLog, timeOf } from "./run-log.js";

/**
 * Writes the curves of a run as an event file of TensorBoard: records of `Event` messages. The
 * settings are in the summary `config/text_summary`, which the tab Text shows.
 */
export function* writeEventFile(log: RunLog): Generator<Uint8Array> {
  yield record(event(log.started, 0, (writer) => writer.tag(3, LENGTH).string("brain.Event:2")));
  const settings = Object.entries(log.config).map(
    ([key, value]) => `    ${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  yield record(summary(log.started, 0, textValue("config/text_summary", settings.join("\n"))));
  for (const [name, { steps, values }] of log.series) {
    for (const [i, step] of steps.entries()) {
      yield record(summary(timeOf(log, step), step, scalarValue(name, values[i]!)));
    }
  }
  const last = Math.max(0, ...[...log.series.values()].map(({ steps }) => steps.at(-1) ?? 0));
  for (const [name, value] of Object.entries(log.metrics)) {
    if (value !== null) {
      yield record(summary(log.changed, last, scalarValue(`test/${name}`, value)));
    }
  }
}

const LENGTH = WireType.LengthDelimited;

type Write = (writer: BinaryWriter) => BinaryWriter;

/** Event: wall_time = 1, step = 2, file_version = 3, summary = 5. */
function event(ms: number, step: number, rest: Write): Uint8Array {
  const writer = new BinaryWriter().tag(1, WireType.Bit64).double(ms / 1000);
  return rest(writer.tag(2, WireType.Varint).int64(step)).finish();
}

/** Summary: value = 1. */
function summary(ms: number, step: number, value: Write): Uint8Array {
  return event(ms, step, (writer) =>
    value(writer.tag(5, LENGTH).fork().tag(1, LENGTH).fork()).join().join(),
  );
}

/** Value: tag = 1, simple_value = 2. */
function scalarValue(name: string, value: number): Write {
  return (writer) => writer.tag(1, LENGTH).string(name).tag(2, WireType.Bit32).float(value);
}

/**
 * Value: tag = 1, tensor = 8 (dtype = 1, string_val = 8), metadata = 9 (plugin_data = 1, whose
 * plugin_name = 1).
 */
function textValue(name: string, text: string): Write {
  const STRING = 7;
  return (writer) =>
    writer
      .tag(1, LENGTH)
      .string(name)
      .tag(8, LENGTH)
      .fork()
      .tag(1, WireType.Varint)
      .int32(STRING)
      .tag(2, LENGTH)
      .fork()
      .join()
      .tag(8, LENGTH)
      .string(text)
      .join()
      .tag(9, LENGTH)
      .fork()
      .tag(1, LENGTH)
      .fork()
      .tag(1, LENGTH)
      .string("text")
      .join()
      .join();
}

/** Frames a message: its length, the CRC of the length, the message and its CRC. */
function record(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(message.length + 16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(message.length), true);
  view.setUint32(8, maskedCrc32c(bytes.subarray(0, 8)), true);
  bytes.set(message, 12);
  view.setUint32(12 + message.length, maskedCrc32c(message), true);
  return bytes;
}
