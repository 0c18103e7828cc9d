import { expect, type Page } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { press } from "../keys.ts";
import { reply, start, unique } from "../people.ts";

/** A thread with four posts: the first and the last are the member's own. */
async function talk(page: Page, other: Page): Promise<{ thread: string; title: string }> {
  const title = unique("Read by keys ");
  const thread = await start(page.context(), title, "First.");
  await reply(other.context(), thread, "Second, by somebody else.");
  await reply(other.context(), thread, "Third.");
  await reply(page.context(), thread, "Fourth, my own.");
  return { thread, title };
}

const focused = (page: Page, selector: string) => expect(page.locator(selector)).toBeFocused();

test("one reads, jumps, quotes, replies, edits and keeps a post by single keys alone", async ({ newcomer }) => {
  const [{ page }, other] = [await newcomer(), await newcomer()];
  const { thread } = await talk(page, other.page);
  await go(page, thread);
  await page.keyboard.press("j");
  await focused(page, "#p1");
  const ring = await page.locator("#p1").evaluate((post) => getComputedStyle(post).outlineStyle);
  expect(ring, "it shows where one is").toBe("solid");
  await page.keyboard.press("j");
  await focused(page, "#p2");
  await expect(page.locator("#p2")).toBeInViewport();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await focused(page, "#p4");
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await focused(page, "#p2");
  await page.keyboard.press("e");
  await expect(page, "somebody else's is not edited").toHaveURL(new RegExp(`${thread}$`));
  await page.keyboard.press("q");
  await expect(page.locator("#body")).toHaveValue(/> Second, by somebody else\.\n/);
  await focused(page, "#body");
  await page.keyboard.type("Quite? / just so");
  await expect(page.locator("#body"), "keys are letters while one writes").toHaveValue(/Quite\? \/ just so$/);
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("#p5")).toContainText("Quite? / just so");
  await awake(page);

  await page.locator("#main").focus();
  await page.keyboard.press("r");
  await focused(page, "#body");
  await page.locator("#p2").focus();
  await go(page, thread);
  await page.keyboard.press("j");
  await page.keyboard.press("b");
  await expect(page).toHaveURL(/\/bookmark$/);
  await page.goBack();
  await awake(page);
  await page.locator("#main").focus();
  await page.evaluate(() => scrollTo(0, 0));
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await expect(page).toHaveURL(/\/edit$/);
});

test("one searches, opens a thread from a list, and gets to what is new, by single keys alone", async ({ newcomer }) => {
  const [{ page }, other] = [await newcomer(), await newcomer()];
  const { title } = await talk(other.page, page);
  await go(page, "/forums/ideas");
  await page.keyboard.press("/");
  await focused(page, "#search-box");
  await page.keyboard.type(`"${title.trim()}"`);
  await page.keyboard.press("Enter");
  await expect(page.locator(".hits")).toBeVisible();
  await awake(page);
  await page.keyboard.press("j");
  await focused(page, ".hits h3 a");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await awake(page);
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/my\/notices$/);
  await awake(page);
  await page.keyboard.press("u");
  await expect(page).toHaveURL(/\/my\/unread$/);
  await awake(page);
  await page.keyboard.press("j");
  const first = page.locator(".thread-list .title a").first();
  await expect(first).toBeFocused();
  await page.keyboard.press("k");
  await expect(first, "there is none before it").toBeFocused();
});

test("the keys are listed by ?, which Escape closes, and held keys and shortcuts of the browser are left alone", async ({ newcomer }) => {
  const { page } = await newcomer();
  await go(page, await start(page.context(), unique("Listed keys "), "First."));
  await page.getByRole("link", { name: "Reply", exact: true }).focus();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Close" })).toBeFocused();
  await expect(sheet.locator("dt")).toHaveText(["?", "/", "j", "k", "r", "q", "b", "e", "u", "n"]);
  await page.keyboard.press("j");
  await page.keyboard.press("u");
  await expect(sheet, "keys rest while it is open").toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("link", { name: "Reply", exact: true }), "one is back where one was").toBeFocused();
  await page.keyboard.press("?");
  await page.keyboard.press("Enter");
  await expect(sheet).toBeHidden();
  for (const held of ["Alt+j", "Meta+j", "Shift+J"]) await page.keyboard.press(held);
  await page.evaluate(() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "j", repeat: true, bubbles: true })));
  await page.evaluate(() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "j", ctrlKey: true, bubbles: true })));
  await expect(page.locator("#p1")).not.toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.type("?/j");
  await expect(page.locator("#search-box")).toHaveValue("?/j");
});

test("switched off, no key does anything, in other windows too, and the page with the switch brings them back", async ({ newcomer }) => {
  const { page } = await newcomer();
  const thread = await start(page.context(), unique("Quiet keys "), "First.");
  const before = await page.context().newPage();
  await go(before, thread);
  await go(page, thread);
  await page.keyboard.press("?");
  await page.getByRole("checkbox", { name: "Use single keys in this browser" }).press("Space");
  await page.keyboard.press("Escape");
  for (const window of [page, before]) {
    await window.bringToFront();
    for (const key of ["?", "/", "j", "r", "u"]) await window.keyboard.press(key);
    await expect(window.getByRole("dialog")).toBeHidden();
    await expect(window).toHaveURL(new RegExp(`${thread}$`));
    expect(await window.evaluate(() => document.activeElement?.id || "nothing")).not.toMatch(/search-box|body|p1/);
  }
  await page.reload();
  await awake(page);
  await page.keyboard.press("j");
  await expect(page.locator("#p1")).not.toBeFocused();
  await press(page, page.getByRole("contentinfo").getByRole("link", { name: "Keys" }));
  await expect(page).toHaveURL(/\/help\/keyboard$/);
  await awake(page);
  const tick = page.locator("main").getByRole("checkbox", { name: "Use single keys in this browser" });
  await expect(tick).not.toBeChecked();
  await tick.press("Space");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" }).getByRole("checkbox")).toBeChecked();
  await page.getByRole("dialog").getByRole("checkbox").press("Space");
  await page.keyboard.press("Escape");
  await expect(tick, "both switches say the same").not.toBeChecked();
});

test("guests read about the keys and have none", async ({ page }) => {
  await page.goto("/help/keyboard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Keyboard");
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(page.locator("script, dialog")).toHaveCount(0);
});
