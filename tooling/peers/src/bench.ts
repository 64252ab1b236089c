import "@tensorflow/tfjs-backend-cpu";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs-core";
import { type Agreement, agreements } from "./agreement.js";
import { NATIVE, OURS, peers, startContender, type Times, WASM } from "./contender.js";
import { problems } from "./problems.js";
import { installPeers } from "./python.js";
import { median, race } from "./race.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "21" },
    threads: { type: "string", default: "1,2" },
    ours: { type: "string", default: NATIVE },
    against: { type: "string", default: [OURS, ...peers, WASM].join(",") },
  },
});
const { ours } = values;
const others = values.against.split(",");
const names = positionals.length > 0 ? positionals : Object.keys(problems);

tf.enableProdMode();
await tf.setBackend("cpu");
installPeers();

console.log(`${cpus()[0]!.model}, ${cpus().length} cores, Node ${process.version}. Loss, gradient and
Adam on fixed inputs: no noise is drawn. ms a step, the median of ${values.rounds} rounds in turn; in
brackets the median over rounds of that over ours in the same round, above 1 where ours is faster.

| step | ${[ours, ...others].join(" | ")} |
|---|${"---|".repeat(others.length + 1)}`);

const apart: Agreement[] = [];
for (const threads of values.threads.split(",").map(Number)) {
  for (const problem of names) {
    const contenders = [ours, ...others].map((name) => startContender(name, { problem, threads }));
    try {
      apart.push(...(await agreements(contenders)).values());
      const results = await race(contenders, Number(values.rounds));
      const label = `${problem}, ${threads} ${threads === 1 ? "thread" : "threads"}`;
      console.log(row(label, results, "wall"));
      // If others use the machine too, the CPU time is more reliable.
      if (threads === 1) console.log(row(`${label}, on the core`, results, "cpu"));
    } finally {
      await Promise.all(contenders.map(({ stop }) => stop()));
    }
  }
}

const most = (what: keyof Agreement): string =>
  Math.max(...apart.map((agreement) => agreement[what])).toExponential(0);
console.log(`
At most apart, relative to ours: losses ${most("loss")}, gradients ${most("grad")}, what 20 steps of Adam
take off the loss ${most("fall")}.`);

function row(label: string, results: ReadonlyMap<string, Times[]>, clock: keyof Times): string {
  const base = results.get(ours)!;
  const cells = [...results].map(([name, times]) => {
    const ms = median(times.map((time) => time[clock])).toPrecision(3);
    const ratio = median(times.map((time, round) => time[clock] / base[round]![clock]));
    return name === ours ? ms : `${ms} (${ratio.toPrecision(3)})`;
  });
  return `| ${label} | ${cells.join(" | ")} |`;
}
