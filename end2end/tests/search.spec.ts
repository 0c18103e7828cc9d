import { expect } from "@playwright/test";
import { go, test } from "../fixture.ts";

const NIGHTS = "First set of nights: what do you wish somebody had told you?";

test("a guest searches from the box by keyboard, with no script on the page", async ({ page }) => {
  await page.goto("/forums");
  const box = page.getByRole("search", { name: "Site" }).getByRole("searchbox");
  await box.focus();
  await page.keyboard.type("first set of nights");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=first\+set\+of\+nights$/);
  await expect(box).toHaveValue("first set of nights");
  const results = page.getByRole("region", { name: "Results" });
  const first = results.getByRole("listitem").first();
  await expect(first.getByRole("link", { name: NIGHTS })).toBeVisible();
  await expect(first.locator("mark").first()).toBeVisible();
  await expect(page.locator("script")).toHaveCount(0);
  await first.getByRole("link", { name: NIGHTS }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(NIGHTS);
});

test("phrases stand together, and what is left out is left out", async ({ page }) => {
  const many = async (words: string) => {
    await page.goto(`/search?q=${encodeURIComponent(words)}`);
    return await page.locator("main .hits > li").count();
  };
  expect(await many("“set of nights”")).toBeGreaterThan(0);
  expect(await many("“nights of set”")).toBe(0);
  expect(await many("“set of nights” -nights")).toBe(0);
});

test("filters narrow a search and stay open, and a wrong day is told beside its field", async ({ page }) => {
  await page.goto("/search?q=nights");
  await page.getByText("Filters and order").click();
  await page.getByLabel("Forum", { exact: true }).selectOption({ label: "Acute medicine" });
  await page.getByRole("search", { name: "Search with filters" }).getByRole("button", { name: "Search" }).click();
  await expect(page.getByLabel("Forum", { exact: true })).toBeVisible();
  await expect(page.locator("main .hits > li .meta").first()).toContainText("in Acute medicine");
  await page.goto("/search?q=nights&from=yesterday");
  await expect(page.locator("#from-error")).toContainText("Please give a day");
});

test("a slip of the fingers is noticed", async ({ page }) => {
  await page.goto("/search?q=nihgts");
  const meant = page.locator(".meant").getByRole("link");
  await expect(meant).toHaveText("nights");
  await meant.click();
  await expect(page.locator("main .hits > li")).not.toHaveCount(0);
  await page.goto("/search?q=qqqqwwwwzzzz");
  await expect(page.locator("main .empty")).toContainText("Nothing was found in what you can read here.");
});

test("a closed forum is searched by those inside, and by nobody else", async ({ page, person }) => {
  const bleeps = await person("bleeps");
  await go(bleeps, "/forums/difficult-cases");
  const title = (await bleeps.locator(".thread-row .title a").first().textContent()) ?? "";
  const address = `/search?q=${encodeURIComponent(`"${title.replaceAll(/[^\p{L}\p{N}' ]/gu, " ")}"`)}`;
  await go(bleeps, address);
  await expect(bleeps.locator("main .hits > li").first()).toContainText("Doctors only");
  await page.goto(address);
  await expect(page.locator("main .empty")).toBeVisible();
});

test("nothing of a search is wider than a phone", async ({ page }) => {
  for (const width of [1200, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const address of ["/search", "/search?q=nights&order=newest", "/search?q=qqqqwwwwzzzz", "/search?from=x"]) {
      await page.goto(address);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${address} at ${width}`).toBeLessThanOrEqual(width);
    }
  }
});
