/** The output of `ebm verify --json` for a file in a runtime. */
export interface Report {
  readonly method: string;
  readonly file: string;
  readonly bytes: number;
  readonly runtime: string;
  readonly version?: string;
  readonly missing?: string;
  readonly refused?: string;
  readonly pass?: boolean;
  readonly errors?: readonly { readonly output: string; readonly relative: number }[];
}

/** Returns the page of the results, with a table for each method. */
export function table(reports: readonly Report[]): string {
  const methods = [...new Set(reports.map(({ method }) => method))];
  return `# Every file in every runtime

Made by \`pnpm verification\`: a small model is trained by each of the three methods, and all its files run in
batches of 1, 7 and 64 beside the functions that they were made from, eagerly in TensorFlow.js. An entry is the
largest error of any output, relative to the value or to the root mean square of the output, whichever is larger.
Quantized files state what they cost; all others are to be within 1e-5, and are bold if they are not. The gradient
of a training step, \`next_first\`, has a row of its own: near an optimum it is a sum of what nearly cancels, in
float32 on either side, and is within 1e-4.

${list(reports)}

${methods.map((method) => section(method, reports)).join("\n\n")}
`;
}

const models: Readonly<Record<string, string>> = {
  "joint-partition":
    "`ebm run label-ranking --model permutahedron`: rankings of three species of iris, log Z learned as τ(x)",
  snl: "two moons by an MLP 2-64-64-1 beside a normal, log Z learned as b; chains by Langevin",
  rmwggis: "a 3 × 3 Ising lattice by an MLP 9-64-64-1, log Z exact; chains by gibbs with gradients",
};

function section(method: string, all: readonly Report[]): string {
  const reports = all.filter((report) => report.method === method);
  const runtimes = [...new Set(all.map(({ runtime }) => runtime))];
  const rows = [...new Set(reports.map(({ file }) => file))].flatMap((file) => {
    const ofFile = reports.filter((report) => report.file === file);
    const outputs = [
      ...new Set(ofFile.flatMap(({ errors = [] }) => errors.map((it) => it.output))),
    ];
    const parts = file === "train-step.onnx" ? outputs.map((output) => [output]) : [outputs];
    return parts.map((part) => {
      const cells = runtimes.map((runtime) => {
        return cell(
          part,
          ofFile.find((report) => report.runtime === runtime),
        );
      });
      const name = parts.length > 1 ? `${file}: ${part}` : file;
      return `| ${name} | ${(ofFile[0]!.bytes / 1024).toFixed(1)} | ${cells.join(" | ")} |`;
    });
  });
  const head = `| file | kB | ${runtimes.map((_, i) => i + 1).join(" | ")} |`;
  const rule = `|---|---|${"---|".repeat(runtimes.length)}`;
  return `## ${method}\n\n${models[method]}\n\n${[head, rule, ...rows].join("\n")}`;
}

function cell(outputs: readonly string[], report: Report | undefined): string {
  if (!report || report.missing !== undefined) return "not here";
  if (report.refused !== undefined) return "refused";
  const compared = report.errors!.filter(({ output }) => outputs.includes(output));
  const worst = Math.max(...compared.map(({ relative }) => relative));
  const text = worst === 0 ? "0" : worst.toExponential(1);
  const limit = outputs.includes("next_first") ? 1e-4 : 1e-5;
  return worst <= limit || report.file.match(/float16|int8/) ? text : `**${text}**`;
}

/** Lists the runtimes by number, and the files that they refuse. */
function list(reports: readonly Report[]): string {
  return [...new Set(reports.map(({ runtime }) => runtime))]
    .map((runtime, i) => {
      const ofRuntime = reports.filter((report) => report.runtime === runtime);
      const reasons = new Set(ofRuntime.flatMap(({ refused }) => refused ?? []));
      const refuses = reasons.size > 0 ? `; refuses: ${[...reasons].join("; ")}` : "";
      return `${i + 1}. ${runtime}, ${ofRuntime[0]!.version ?? ofRuntime[0]!.missing}${refuses}`;
    })
    .join("\n");
}
