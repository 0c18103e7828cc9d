import { expect } from "@playwright/test";
import { go, test } from "../fixture.ts";
import { letter, ORIGIN, reply, start, unique } from "../people.ts";

test("a subscription brings a letter whose link stops it without signing in, and can be undone", async ({ newcomer, browser }) => {
  const [reader, writer] = [await newcomer(), await newcomer()];
  const title = unique("Which stethoscope? ");
  const thread = await start(writer.page.context(), title, "The blue one or the black one?", "ideas");

  await go(reader.page, thread);
  await reader.page.getByText("How often").click();
  await reader.page.getByLabel("Letters by e-mail").selectOption("first");
  await reader.page.getByRole("button", { name: "Save" }).click();
  await expect(reader.page.getByRole("button", { name: "Stop letters" })).toBeVisible();

  await reply(writer.page.context(), thread, "The black one, then.");
  const { text } = await letter(reader.email, title);
  expect(text).toContain("The black one, then.");
  const link = /https?:\/\/\S+\/unsubscribe\/[\w-]+/.exec(text)?.[0] ?? "";
  expect(link).toContain(ORIGIN);

  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  await page.goto(link);
  await expect(page.getByText(title)).toBeVisible();
  await page.getByRole("button", { name: "Stop these letters" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("These letters have stopped");
  await go(reader.page, thread);
  await expect(reader.page.getByRole("button", { name: "Subscribe to this discussion" })).toBeVisible();

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The letters come again");
  await go(reader.page, "/my/subscriptions");
  await expect(reader.page.getByLabel(`Letters about ${title}`)).toHaveValue("first");
  await stranger.close();
});

test("how letters come is chosen by keyboard, without scripts, and a slip is told beside its field", async ({ newcomer, watch }) => {
  watch.provokes(/\.js csp$/);
  watch.provokes(/422/);
  const { page } = await newcomer({ javaScriptEnabled: false });
  await page.goto("/my/notifications");
  await page.getByLabel("When I subscribe to something").focus();
  await page.keyboard.press("ArrowDown");
  const mentions = page.getByLabel("Send me a letter when a post mentions me");
  await mentions.focus();
  await page.keyboard.press("Space");
  await expect(mentions).not.toBeChecked();
  await page.getByLabel("Quiet hours from").fill("22:00");
  await page.getByRole("button", { name: "Save" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#quiet_until-error")).toContainText("both times");
  await expect(page.getByLabel("Quiet hours from")).toHaveValue("22:00");
  await page.getByLabel("Quiet hours until").fill("07:00");
  await page.getByLabel("Time zone").selectOption("Asia/Kolkata");
  await page.getByRole("button", { name: "Save" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("Saved");
  await expect(page.getByLabel("When I subscribe to something")).toHaveValue("first");
  await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Kolkata");
  await expect(mentions).not.toBeChecked();
});

test("a forum is followed, listed, and let go again on a phone", async ({ newcomer }) => {
  const { page } = await newcomer({ viewport: { width: 360, height: 740 } });
  await go(page, "/forums/ideas");
  await page.getByRole("button", { name: "Follow this forum" }).click();
  await expect(page.getByRole("button", { name: "Stop letters" })).toBeVisible();
  await page.getByText("How often").click();
  await expect(page.getByLabel("Letters by e-mail")).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide, "nothing hangs over the edge").toBe(false);
  await go(page, "/my/subscriptions");
  await page.getByRole("button", { name: /^Remove/ }).click();
  await expect(page.getByText("You follow nothing yet")).toBeVisible();
});
