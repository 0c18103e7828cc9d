import { expect } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { send, start, unique } from "../people.ts";

const HOSTILE = [
  "<script>document.title = 'taken'</script>",
  "</textarea><script>document.title = 'taken'</script>",
  '<img src="x" onerror="document.title = \'taken\'">',
  "[harmless](javascript:document.title='taken')",
  "![remote](https://elsewhere.example/pixel.png)",
].join("\n\n");

test("text emoticons become smileys, but not in code, times, ratios or doses", async ({ newcomer }) => {
  const { page } = await newcomer();
  const body = [
    "It worked :) and again ;) or not :(",
    "Bleep at 12:08) or `x :) y`, diluted 1:8) and given at 20:00.",
    "See <https://example.org/a:)b> for it.",
    "```\nblock :)\n```",
  ].join("\n\n");
  const thread = await start(page.context(), unique("Faces and figures "), body);
  await go(page, thread);
  const post = page.locator("#p1 .body");
  await expect(post.locator("img.smiley")).toHaveCount(3);
  await expect(post.locator("p").first().getByRole("img")).toHaveCount(3);
  await expect(post.getByRole("img", { name: "wink" })).toBeVisible();
  await expect(post).toContainText("Bleep at 12:08) or x :) y, diluted 1:8) and given at 20:00.");
  await expect(post.locator("pre")).toContainText("block :)");
});

test("hostile text is text everywhere: in the post, quoted, edited, in the preview and as a title", async ({ newcomer, watch }) => {
  const { page } = await newcomer();
  const title = unique("</title><script>document.title='taken'</script> ");
  const thread = await start(page.context(), title, HOSTILE);
  await go(page, thread);
  const safe = async () => {
    await expect(page).not.toHaveTitle("taken");
    await expect(page.locator("main script, main [onerror], main img:not(.smiley), main a[href^='javascript:']")).toHaveCount(0);
  };
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title.trim());
  await expect(page.locator("#p1 .body")).toContainText("<script>document.title = 'taken'</script>");
  await safe();
  await page.goto(`${thread}?quote=${(await page.locator("#p1 a[href^='?quote=']").getAttribute("href"))?.match(/[0-9]+/)?.[0] ?? ""}`);
  await awake(page);
  await expect(page.locator("#body"), "the whole text is quoted").toHaveValue(/> <\/textarea><script>document\.title = 'taken'<\/script>/);
  await safe();
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.locator(".preview blockquote")).toContainText("</textarea><script>");
  await safe();
  await page.locator("#p1").getByRole("link", { name: "Edit", exact: true }).click();
  await awake(page);
  await expect(page.locator("#body")).toHaveValue(HOSTILE);
  await safe();
  expect(watch.trouble).toEqual([]);
});

test("a text with control or bidi characters is refused with a sentence, kept, and turns nothing around", async ({ newcomer, watch }) => {
  watch.provokes(/\/api\/reply/);
  const { page } = await newcomer();
  await go(page, await start(page.context(), unique("Turned around "), "Dose 50 mg."));
  for (const hostile of ["\u202e", "\u2066", "\u0007", "\u0000"]) {
    const answer = await send(page.context(), new URL(page.url()).pathname, { body: `Dose ${hostile}05 mg` });
    expect([400, 422], JSON.stringify(hostile)).toContain(answer.status);
  }
  await page.locator("#body").fill("Dose \u202e05 mg");
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#body-error")).toContainText("remove the invisible control characters");
  await expect(page.locator("#body")).toHaveValue("Dose \u202e05 mg");
  await expect(page.locator("article.post")).toHaveCount(1);
});

test("tables, lists, code and quotations look as they were meant", async ({ newcomer }) => {
  const { page } = await newcomer();
  const body = "| Drug | Dose |\n| --- | --- |\n| A | 1 mg |\n\n1. one\n2. two\n\n```\n  BP 200 |\n```\n\n> said";
  await go(page, await start(page.context(), unique("Shapes of text "), body));
  const post = page.locator("#p1 .body");
  await expect(post.locator("td")).toHaveText(["A", "1 mg"]);
  await expect(post.locator("ol li")).toHaveText(["one", "two"]);
  expect(await post.locator("pre").textContent()).toBe("  BP 200 |\n");
  await expect(post.locator("blockquote")).toHaveText("said");
});
