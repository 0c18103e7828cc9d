import { expect } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { reply, send, start, unique } from "../people.ts";

test("a reply in one window changes the bell in the other within two seconds, without a reload", async ({ newcomer }) => {
  const [a, b] = [await newcomer(), await newcomer()];
  const title = unique("Who rang? ");
  const thread = await start(b.page.context(), title, "Somebody did.", "ideas");
  await go(b.page, "/help");
  const bell = b.page.getByRole("navigation", { name: "Account" }).getByRole("link", { name: "Unread" });
  const number = async () => Number((await bell.locator(".count").textContent())?.trim() || 0);
  const plain = await b.page.title();
  await expect(bell, "until the stream has spoken there is no number").toBeVisible();
  const before = await number();
  expect(before, "a newcomer has few threads to read, if others write meanwhile").toBeLessThan(90);

  await reply(a.page.context(), thread, "It was the fire alarm.");
  await expect.poll(number, { timeout: 2_000, intervals: [50] }).toBeGreaterThan(before);
  await expect(b.page).toHaveTitle(/^\(\d+\) /);
  expect(await b.page.title()).toContain(plain.replace(/^\(\d+\) /, ""));
  await expect(bell).toHaveAccessibleName(/^Unread \d+$/);

  await bell.click();
  await awake(b.page);
  const row = b.page.locator(".thread-row.unread").filter({ hasText: title });
  await expect(row).toBeVisible();
  await row.getByRole("heading").getByRole("link").click();
  await expect(b.page.locator("#p2.new")).toContainText("fire alarm");
});

test("without scripts the bell is a link to what is unread, and letters are chosen by a button", async ({ newcomer, watch }) => {
  watch.provokes(/\.js csp$/);
  const { page } = await newcomer({ javaScriptEnabled: false });
  const thread = await start(page.context(), unique("By letter, please "), "Who else still writes them?");
  await page.goto(thread);
  await expect(page.getByRole("link", { name: "Unread" })).toHaveAttribute("href", "/my/unread");
  await page.getByRole("button", { name: "Subscribe to this discussion" }).click();
  await expect(page.getByRole("button", { name: "Stop letters" })).toBeVisible();
  await page.getByRole("button", { name: "Stop letters" }).click();
  await expect(page.getByRole("button", { name: "Subscribe to this discussion" })).toBeVisible();
});

test("a page whose session has ended stops listening and asks for nothing more", async ({ newcomer }) => {
  const { page } = await newcomer();
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/live")) asked += 1;
  });
  await go(page, "/help");
  await expect.poll(() => asked).toBe(1);
  expect((await send(page.context(), "/logout", {})).status).toBe(303);
  await page.waitForTimeout(5_000);
  expect(asked, "the stream was told that it is over").toBe(1);
});
