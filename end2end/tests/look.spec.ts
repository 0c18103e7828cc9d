import { expect, type Page } from "@playwright/test";
import { go, test } from "../fixture.ts";

const FOLDER = "test-results/look";

/** A picture of the whole page in both themes at both widths, for people to look at. */
async function picture(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.evaluate(() => document.fonts.ready.then(() => scrollTo(0, 0)));
      const shot = await page.screenshot({ path: `${FOLDER}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      expect(shot.length).toBeGreaterThan(5_000);
    }
  }
}

test.describe.configure({ timeout: 120_000 });

test("pictures of what guests see", async ({ page }) => {
  const pages = { home: "/", forums: "/forums", threads: "/forums/acute-medicine", door: "/forums/difficult-cases", missing: "/nothing-here", login: "/login", help: "/help", icons: "/help/icons" };
  for (const [name, address] of Object.entries(pages)) {
    await page.goto(address);
    await picture(page, name);
  }
  await page.goto("/forums/acute-medicine");
  await page.getByRole("link", { name: /^First set of nights/ }).click();
  await picture(page, "thread");
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const body = await page.locator("article .body").first().boundingBox();
    expect(body?.width, `a post has the width of its column at ${width}`).toBeGreaterThan(width === 360 ? 280 : 500);
  }
  await page.goto("/register");
  await page.getByLabel("Real name").fill("Ada Byrne");
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await picture(page, "register-errors");
});

test("pictures of what members and staff see", async ({ person }) => {
  const page = await person("amaia");
  await go(page, "/");
  await picture(page, "home-member");
  await go(page, "/my/security");
  await picture(page, "security");
  await go(page, "/forums/travel");
  await page.getByRole("link", { name: /^Two weeks in April/ }).click();
  await page.locator("#body").fill("Lisbon by train, *slowly* :coffee:\n\n| Leg | Hours |\n| --- | --- |\n| London to Paris | 2.5 |");
  await page.getByRole("button", { name: "Emoticons" }).click();
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.locator(".preview table")).toBeVisible();
  await picture(page, "composer");
  await page.locator("#body").fill("");
  await go(page, "/forums/travel/new");
  await picture(page, "new-thread");
  const hedda = await person("hedda");
  await go(hedda, "/desk/members");
  await picture(hedda, "desk");
});
