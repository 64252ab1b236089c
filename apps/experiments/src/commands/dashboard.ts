import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { type AddressInfo, BlockList } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { EbmError } from "@ebm/core/errors";
import { type Command, Option } from "commander";
import { shellWord } from "../shell-word.js";
import { parseWhole } from "./parse-whole.js";

interface DashboardOptions {
  readonly runs: string;
  readonly host: string;
  readonly port: number;
  readonly allowHost: readonly string[];
  readonly token?: string;
}

/** Adds `ebm dashboard`. */
export function addDashboard(program: Command): void {
  program
    .command("dashboard")
    .summary("show runs in a browser, compare them, start and stop them")
    .description(
      `Serves a page that shows the runs of a directory: their curves while they train, alarms with advice, comparisons of any number of runs, and reports. Runs that are started on the page train in processes of their own, and go on when the dashboard ends. With another address than this machine's own, the page needs the token in the address that this command prints.`,
    )
    .option("--runs <directory>", "directory of the runs", "runs")
    .option(
      "--host <address>",
      "address to listen on; 0.0.0.0 accepts requests from other machines too",
      "127.0.0.1",
    )
    .option(
      "--port <n>",
      "port to listen on; 0 takes any free port",
      parseWhole("--port", { most: 65535 }),
      8088,
    )
    .option(
      "--allow-host <name>",
      "name that browsers may use for this machine; can be repeated",
      (value: string, values: readonly string[]) => [...values, value],
      [],
    )
    .addOption(
      new Option(
        "--token <text>",
        "secret in the address of the page (default: a random one, unless --host is this machine)",
      ).env("EBM_TOKEN"),
    )
    .action(async ({ runs, host, port, allowHost, token }: DashboardOptions) => {
      const secret =
        token ?? (isLoopback(host) ? undefined : randomBytes(24).toString("base64url"));
      // loaded here, because other commands need no server
      const { createDashboard } = await import("../dashboard/create-dashboard.js");
      const app = await createDashboard({
        runs: resolve(runs),
        ebm: [process.execPath, ...process.execArgv, resolve(process.argv[1]!)],
        page: findPage(),
        allowHosts: [host, ...allowHost],
        token: secret,
      });
      await app.listen({ host, port });
      const { address, family } = app.server.address() as AddressInfo;
      const name = family === "IPv6" ? `[${address}]` : host;
      const query = secret === undefined ? "" : `?token=${encodeURIComponent(secret)}`;
      const { port: taken } = app.server.address() as AddressInfo;
      process.stdout.write(
        `The runs in ${shellWord(runs)} are on http://${name}:${taken}/${query}\n`,
      );
      await new Promise<void>((ended) => {
        for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => ended());
      });
      await app.close();
    });
}

function isLoopback(host: string): boolean {
  if (host === "localhost") return true;
  const loopback = new BlockList();
  loopback.addSubnet("127.0.0.0", 8, "ipv4");
  loopback.addAddress("::1", "ipv6");
  return loopback.check(host, host.includes(":") ? "ipv6" : "ipv4");
}

/** Returns the directory of the built page: in this package, or in the repository. */
function findPage(): string {
  const places = ["../page", "../../dist/page"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const found = places.find((place) => existsSync(resolve(place, "index.html")));
  if (found) return found;
  throw new EbmError("dashboard: the page is not built. Build it with `pnpm build`.");
}
