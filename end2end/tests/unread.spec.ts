import { expect } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { readUpTo, reply, start, unique } from "../people.ts";

test("what others write is marked as unread in lists and threads until it has been read", async ({ newcomer }) => {
  const [a, b] = [await newcomer(), await newcomer()];
  const title = unique("Who has the ultrasound probe ");
  const thread = await start(b.page.context(), title, "It was in bay four.", "ideas");
  const row = b.page.locator(".thread-row", { hasText: title });
  await go(b.page, "/forums/ideas");
  await expect(row, "one's own words are not news").not.toHaveClass(/unread/);

  await go(a.page, thread);
  await a.page.locator("#body").fill("Radiology took it for a walk.");
  await a.page.getByRole("button", { name: "Post reply" }).click();
  await expect(a.page.locator("#p2.own")).toBeVisible();
  await expect(a.page.locator("#p2 .mark.new")).toHaveCount(0);
  await awake(a.page);

  await go(b.page, "/forums/ideas");
  await expect(row).toHaveClass(/unread/);
  await expect(row.getByRole("heading")).toHaveAccessibleName(`Unread: ${title}`);
  await expect(row.locator("svg.unread-dot, svg.dot").first()).toBeVisible();
  await go(b.page, "/forums");
  await expect(b.page.locator(".forum-row", { hasText: "What should doc2doc do next?" })).toHaveClass(/unread/);
  await go(b.page, "/");
  await expect(b.page.locator(".thread-row.unread").filter({ hasText: title }).first()).toBeVisible();

  const marked = readUpTo(b.page, 2);
  await go(b.page, thread);
  await expect(b.page.locator("#p2.new .mark.new")).toHaveText("new");
  await expect(b.page.locator("#p1 .mark.new")).toHaveCount(0);
  await expect(b.page.locator("#new")).toHaveText("New since you were here");
  await b.page.getByRole("link", { name: "First new post" }).click();
  await expect(b.page.locator("#new")).toBeInViewport();
  expect((await marked).ok()).toBe(true);

  await b.page.reload();
  await awake(b.page);
  await expect(b.page.locator(".mark.new")).toHaveCount(0);
  await expect(b.page.locator("#new")).toHaveCount(0);
  await go(b.page, "/forums/ideas");
  await expect(row).not.toHaveClass(/unread/);
  await expect(row.getByRole("heading")).toHaveAccessibleName(title.trim());
});

test("a page that was read says nothing about the page after it", async ({ newcomer }) => {
  const [a, b] = [await newcomer(), await newcomer()];
  const title = unique("A thread of two pages ");
  const thread = await start(a.page.context(), title, "Post number 1");
  for (let no = 2; no <= 22; no++) await reply(a.page.context(), thread, `Post number ${no}`);
  const marked = b.page.waitForResponse(/\/api\/read$/);
  await go(b.page, thread);
  await marked;
  const row = b.page.locator(".thread-row", { hasText: title });
  await go(b.page, "/forums/ideas");
  await expect(row, "page 2 is still new").toHaveClass(/unread/);
  const again = b.page.waitForResponse(/\/api\/read$/);
  await go(b.page, `${thread}?page=2`);
  await expect(b.page.locator(".mark.new")).toHaveCount(2);
  await again;
  await go(b.page, "/forums/ideas");
  await expect(row).not.toHaveClass(/unread/);
});
