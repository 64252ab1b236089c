import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RunRow } from "../api.js";
import { sendJson } from "../lib/request.js";

/** The tags of a run, which are in its directory. */
export function TagEditor({ run }: { readonly run: RunRow }): JSX.Element {
  const [text, setText] = useState("");
  const { id, tags } = run;
  const save = async (next: readonly string[]): Promise<void> => {
    await sendJson("PUT", `/api/runs/${encodeURIComponent(id)}/tags`, next);
  };
  const add = (event: Event): void => {
    event.preventDefault();
    const tag = text.trim();
    if (tag !== "" && !tags.includes(tag)) void save([...tags, tag]);
    setText("");
  };
  return (
    <form class="row" onSubmit={add}>
      {tags.map((tag) => (
        <button
          type="button"
          class="chip"
          key={tag}
          aria-label={`Remove the tag ${tag}`}
          onClick={() => void save(tags.filter((other) => other !== tag))}
        >
          {tag} <span aria-hidden="true">×</span>
        </button>
      ))}
      <label>
        <span class="visually-hidden">New tag</span>
        <input
          placeholder="Add a tag"
          size={12}
          maxLength={40}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
    </form>
  );
}
