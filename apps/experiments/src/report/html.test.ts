import { expect, test } from "vitest";
import { html, toText, trusted } from "./html.js";

test("what is interpolated is escaped, in text and in attributes", () => {
  const name = `<b title='x'>"a" & b</b>`;
  expect(toText(html`<i title="${name}">${name}</i>`)).toBe(
    '<i title="&lt;b title=&#39;x&#39;&gt;&quot;a&quot; &amp; b&lt;/b&gt;">&lt;b title=&#39;x&#39;&gt;&quot;a&quot; &amp; b&lt;/b&gt;</i>',
  );
});

test("markup, lists of it, numbers and nothing are not", () => {
  const items = ["<", 2].map((item) => html`<li>${item}</li>`);
  expect(toText(html`<ul>${items}${undefined}</ul>${trusted("<hr>")}`)).toBe(
    "<ul><li>&lt;</li><li>2</li></ul><hr>",
  );
});

test("what neither HTML nor XML can hold is replaced", () => {
  expect(toText(html`${"a\u0000\u001b\ud800b\tc\n日本 😀"}`)).toBe(
    "a\ufffd\ufffd\ufffdb\tc\n日本 😀",
  );
});
