import { expect, type Page } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { ORIGIN, start, unique } from "../people.ts";

const field = (page: Page) => page.locator("#body");

/** A member's own thread, opened for a reply. */
async function opened(page: Page): Promise<string> {
  const thread = await start(page.context(), unique("Trying the composer "), "First.");
  await go(page, thread);
  return thread;
}

async function count(page: Page, thread: string): Promise<number> {
  const text = await (await page.request.get(`${ORIGIN}${thread}`)).text();
  return text.split("<article").length - 1;
}

test("the toolbar and the shortcuts put marks around what is selected", async ({ newcomer }) => {
  const { page } = await newcomer();
  await opened(page);
  const does: [string, string][] = [
    ["Bold", "**dose**"], ["Italic", "*dose*"], ["Link", "[dose](https://)"], ["List", "- dose"],
    ["Numbered list", "1. dose"], ["Quotation", "> dose"], ["Code", "`dose`"],
  ];
  for (const [button, text] of does) {
    await field(page).fill("dose");
    await field(page).selectText();
    await page.getByRole("toolbar").getByRole("button", { name: button, exact: true }).click();
    await expect(field(page)).toHaveValue(text);
    await expect(field(page)).toBeFocused();
  }
  await field(page).fill("");
  await page.getByRole("toolbar").getByRole("button", { name: "Table" }).click();
  await expect(field(page)).toHaveValue(/\| --- \| --- \|/);
  for (const [key, text] of [["b", "**dose**"], ["i", "*dose*"], ["k", "[dose](https://)"]] as const) {
    await field(page).fill("dose");
    await field(page).selectText();
    await field(page).press(`Control+${key}`);
    await expect(field(page)).toHaveValue(text);
  }
  await field(page).fill("Sent with two keys.");
  await field(page).press("Control+Enter");
  await expect(page.locator("#p2")).toContainText("Sent with two keys.");
  await awake(page);
});

test("the emoticon picker works by keyboard, and the preview shows the post as it will be", async ({ newcomer }) => {
  const { page } = await newcomer();
  await opened(page);
  await field(page).fill("All went **well** ");
  const picker = page.getByRole("button", { name: "Emoticons" });
  await picker.focus();
  await page.keyboard.press("Enter");
  await expect(picker).toHaveAttribute("aria-expanded", "true");
  const faces = page.getByRole("group", { name: "Emoticons" }).getByRole("button");
  expect(await faces.count()).toBeGreaterThanOrEqual(24);
  for (const face of await faces.all()) expect(await face.locator("img").getAttribute("alt")).toBeTruthy();
  await page.getByRole("group", { name: "Emoticons" }).getByRole("button", { name: "stethoscope on a heart" }).focus();
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("All went **well** :stethoscope:");
  const preview = page.getByRole("button", { name: "Preview" });
  await preview.click();
  const shown = page.getByRole("region", { name: "Preview" });
  await expect(shown.locator("strong")).toHaveText("well");
  await expect(shown.getByRole("img", { name: "stethoscope on a heart" })).toBeVisible();
  await expect(preview).toHaveAttribute("aria-pressed", "true");
  await preview.click();
  await expect(shown).toBeHidden();
  await field(page).fill("");
  await awake(page);
});

test("the length left is counted, and a text that is too long is kept and refused kindly", async ({ newcomer, watch }) => {
  watch.provokes(/\/api\/reply/);
  const { page } = await newcomer();
  await opened(page);
  await expect(page.locator("#left")).toHaveText("20000 characters left");
  await field(page).fill("\u{1f600}é");
  await expect(page.locator("#left")).toHaveText("19998 characters left");
  const long = "x".repeat(20_001);
  await field(page).fill(long);
  await expect(page.locator("#left")).toHaveText("1 character too many");
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#body-error")).toContainText("at most 20000 fit into one post");
  await expect(field(page)).toHaveValue(long);
  await expect(page.getByRole("button", { name: "Post reply" })).toBeEnabled();
});

test("unsent text comes back after a reload and is gone after sending", async ({ newcomer }) => {
  const { page } = await newcomer();
  const thread = await opened(page);
  await field(page).fill("Half a thought about lithium");
  await expect(page.locator(".state")).toHaveText("Saved");
  await page.reload();
  await awake(page);
  await expect(field(page)).toHaveValue("Half a thought about lithium");
  await expect(page.locator(".state")).toHaveText("Your unsent text is back.");
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#p2")).toContainText("Half a thought about lithium");
  await awake(page);
  await go(page, thread);
  await expect(field(page)).toHaveValue("");
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test("a double click on send makes one post", async ({ newcomer }) => {
  const { page } = await newcomer();
  const thread = await opened(page);
  await field(page).fill("Only once, please.");
  await page.getByRole("button", { name: "Post reply" }).dblclick();
  await expect(page.locator("#p2")).toContainText("Only once, please.");
  await awake(page);
  expect(await count(page, thread)).toBe(2);
});

test("a form that is sent again after a lost answer leads to the post that it made before", async ({ newcomer }) => {
  const { page } = await newcomer();
  const thread = await opened(page);
  const key = await page.locator("#reply input[name=key]").inputValue();
  const places = [];
  for (let again = 0; again < 3; again++) {
    const sent = await page.request.post(`${ORIGIN}${thread}`, { form: { body: "Lost and found.", key }, headers: { origin: ORIGIN }, maxRedirects: 0 });
    expect(sent.status()).toBe(303);
    places.push(sent.headers()["location"]);
  }
  expect(new Set(places).size).toBe(1);
  expect(await count(page, thread)).toBe(2);
});

test("a session that ends while one writes costs no word", async ({ newcomer, watch }) => {
  watch.provokes(/\/api\/(reply|read|draft)/);
  const { page } = await newcomer();
  await opened(page);
  await page.context().clearCookies();
  await field(page).fill("A long answer that took twenty minutes.");
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#body-error")).toContainText("You are not signed in any more. Your text is kept here");
  await expect(field(page)).toHaveValue("A long answer that took twenty minutes.");
  await expect(field(page)).toBeFocused();
});
