import { expect } from "@playwright/test";
import { test } from "../fixture.ts";
import { PASSWORD, letter, reply, start, unique } from "../people.ts";

test.use({ javaScriptEnabled: false });
// With scripts switched off, the browser itself refuses to load them ahead.
test.beforeEach(({ watch }) => watch.provokes(/\.js csp$/));

test("without scripts one registers, confirms, signs in, writes, quotes, edits, withdraws and signs out", async ({ page }) => {
  const name = unique("Quill");
  const email = `${name.toLowerCase()}@newcomer.example`;
  await page.goto("/register");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByLabel("Screen name").fill(name);
  await page.getByLabel("Real name").fill("Quincy Moss");
  await page.getByLabel("Country").selectOption("GB");
  await page.getByLabel("Profession").selectOption("Pharmacist");
  await page.getByLabel("I agree to the terms").check();
  await page.getByRole("button", { name: "Register" }).click();
  await page.goto((await letter(email, "confirm")).link);
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New for you");

  await page.goto("/forums/journal-club");
  await page.getByRole("link", { name: "Start a thread" }).click();
  await expect(page.getByRole("toolbar"), "no dead controls").toHaveCount(0);
  await expect(page.locator("#left")).toBeHidden();
  await page.getByLabel("Discussion").check();
  await page.getByLabel("Title").fill(`Paper without scripts, ${name}`);
  await page.getByRole("button", { name: "Start the thread" }).click();
  await expect(page, "browsers ask for required fields themselves").toHaveURL(/\/new$/);
  await page.getByLabel("First post").fill("An *old* paper.");
  await page.getByRole("button", { name: "Start the thread" }).click();
  await expect(page.locator("#p1 .body em")).toHaveText("old");

  await page.getByRole("textbox", { name: "Your reply" }).fill("   ");
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#body-error")).toHaveText("Please write something first.");
  await page.getByRole("textbox", { name: "Your reply" }).fill("Still good.");
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#p2")).toContainText("Still good.");
  await page.locator("#p2").getByRole("link", { name: "Quote" }).click();
  await expect(page.getByRole("textbox", { name: "Your reply" })).toHaveValue(/^> \[Quill.*\n> Still good\.\n/);
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#p3 blockquote")).toContainText("Still good.");

  await page.locator("#p2").getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("Your post").fill("Still very good.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#p2")).toContainText("Still very good.");
  await expect(page.locator("#p2").getByRole("link", { name: "edited" })).toBeVisible();
  await page.locator("#p2").getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.locator("#p2")).toHaveText(new RegExp(`${name} withdrew this post`));
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Doctors, talking to doctors");
});

test("without scripts a picture moves the reader's mark", async ({ newcomer }) => {
  const [a, b] = [await newcomer(), await newcomer({ javaScriptEnabled: false })];
  const title = unique("Read by a picture ");
  const thread = await start(a.page.context(), title, "First.");
  await reply(a.page.context(), thread, "Second.");
  const row = b.page.locator(".thread-row", { hasText: title });
  await b.page.goto("/forums/ideas");
  await expect(row).toHaveClass(/unread/);
  const picture = b.page.waitForResponse(/\/threads\/\d+\/read\?to=2$/);
  await b.page.goto(thread);
  await expect(b.page.locator(".mark.new")).toHaveCount(2);
  expect((await picture).status()).toBe(200);
  await b.page.goto("/forums/ideas");
  await expect(row).not.toHaveClass(/unread/);
});

test("the picture's address opened as a page moves nobody's mark", async ({ newcomer }) => {
  const [a, b] = [await newcomer(), await newcomer({ javaScriptEnabled: false })];
  const title = unique("Not read by its address ");
  const thread = await start(a.page.context(), title, "First.");
  const id = /\d+/.exec(thread)?.[0];
  await b.page.goto(`/threads/${id}/read?to=1`);
  await b.page.goto("/forums/ideas");
  await expect(b.page.locator(".thread-row", { hasText: title })).toHaveClass(/unread/);
});
