import { mount } from "./mount.js";

mount(document.querySelector("#playground")!);

// A page that opened once opens without a network too.
if (import.meta.env.MODE === "production" && "serviceWorker" in navigator) {
  navigator.serviceWorker.register("./service-worker.js").catch(() => {});
}
