import { mount } from "./mount.js";

mount(document.querySelector("#playground")!);
