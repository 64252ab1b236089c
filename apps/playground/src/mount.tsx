import { render } from "preact";
import { App } from "./app.js";
import "./style.css";

/** Shows the playground in an element of a page. Returns a function that removes it. */
export function mount(element: Element): () => void {
  render(<App />, element);
  return () => render(null, element);
}
