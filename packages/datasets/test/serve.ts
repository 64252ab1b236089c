import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A server on this machine for as long as the test runs, and a `fetch` that asks it for anything. */
export async function serve(listener: RequestListener): Promise<typeof fetch> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return (address, init) =>
    fetch(`http://127.0.0.1:${port}${new URL(`${address}`).pathname}`, init);
}
