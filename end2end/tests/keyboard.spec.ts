import { expect } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { tabTo } from "../keys.ts";
import { PASSWORD, start, unique } from "../people.ts";

test("the first Tab offers to skip to the content", async ({ page }) => {
  await page.goto("/forums");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.locator("main a").first()).toBeFocused();
});

test("one registers with the keyboard alone", async ({ page }) => {
  const name = unique("Keys");
  await page.goto("/register");
  await tabTo(page, page.getByLabel("E-mail address"));
  await page.keyboard.type(`${name.toLowerCase()}@newcomer.example`);
  await tabTo(page, page.getByLabel("Password"));
  await page.keyboard.type(PASSWORD);
  await tabTo(page, page.getByLabel("Screen name"));
  await page.keyboard.type(name);
  await tabTo(page, page.getByLabel("Real name"));
  await page.keyboard.type("Kay Board");
  await tabTo(page, page.getByLabel("Country"));
  await page.keyboard.type("Ireland");
  await tabTo(page, page.getByLabel("Profession"));
  await page.keyboard.type("Nurse");
  await tabTo(page, page.getByLabel("I agree to the terms"));
  await page.keyboard.press("Space");
  await tabTo(page, page.locator("main").getByRole("button", { name: "Register" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mailbox");
});

test("one replies with the keyboard alone", async ({ newcomer }) => {
  const { page } = await newcomer();
  await go(page, await start(page.context(), unique("Written without a mouse "), "First."));
  await tabTo(page, page.getByRole("link", { name: "Reply", exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Bold" }));
  await tabTo(page, page.locator("#body"));
  await page.keyboard.type("Typed, and ");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(" sent");
  await tabTo(page, page.getByRole("button", { name: "Post reply" }));
  await page.keyboard.press("Enter");
  await expect(page.locator("#p2")).toContainText("Typed, and bold sent");
  await awake(page);
});

test("on a phone the menu opens and closes by keyboard and nothing is wider than the screen", async ({ window, person }) => {
  const phone = { viewport: { width: 390, height: 844 } };
  const page = await window(phone);
  await page.goto("/");
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  const menu = page.locator("details.menu summary");
  await tabTo(page, menu);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "Forums" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Forums");
  const member = await person("petra", phone);
  for (const address of ["/", "/forums", "/forums/help", "/register", "/my/security", "/my/verification", "/my/communities", "/help", "/help/icons", "/forums/help/new"]) {
    for (const window of [page, member]) {
      await go(window, address);
      const wide = await window.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${address} is wider than the phone`).toBeLessThanOrEqual(0);
    }
  }
});
