import { expect } from "@playwright/test";
import { go, test } from "../fixture.ts";
import { reply, start, unique } from "../people.ts";

const NIGHTS = "First set of nights: what do you wish somebody had told you?";

test("a guest walks from home to a forum, a thread and a member, with no script on any page", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Doctors, talking to doctors");
  await expect(page.locator(".thread-row")).not.toHaveCount(0);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Forums" }).click();
  await expect(page.locator("main").getByRole("heading", { level: 2 })).toHaveText(["Clinical", "Doctors only", "Communities", "Off duty", "About doc2doc"]);
  await page.getByRole("link", { name: "Acute medicine", exact: true }).click();
  const row = page.locator(".thread-row").first();
  await expect(row).toContainText("Question · Bleeps · last by");
  await expect(row.locator(".mark")).toHaveText("pinned");
  await expect(row.locator(".count")).toHaveText(/^\d+ replies$/);
  await row.getByRole("link", { name: NIGHTS }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(NIGHTS);
  await expect(page.locator("article.post")).toHaveCount(20);
  await expect(page.locator("script")).toHaveCount(0);
  await expect(page.locator("main")).toContainText("Sign in or register to reply.");
  await page.locator("article.post").first().getByRole("link", { name: "Bleeps" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bleeps");
  await expect(page.locator("main")).toContainText("Member since");
});

test("a long thread has pages with addresses of their own, and a permalink lands on its post", async ({ page }) => {
  await page.goto("/forums/acute-medicine");
  await page.getByRole("link", { name: NIGHTS }).click();
  const pager = page.getByRole("navigation", { name: "Pages", exact: true });
  await expect(pager.locator('[aria-current="page"]')).toHaveText("Page 1");
  await pager.getByRole("link", { name: "Page 2" }).click();
  await expect(page).toHaveURL(/\?page=2$/);
  await expect(page.locator("article.post").first()).toHaveAttribute("id", "p21");
  const permalink = await page.locator("#p23 .when a:has(time)").getAttribute("href");
  await pager.getByRole("link", { name: "Previous" }).click();
  await expect(page.locator("#p1")).toBeVisible();
  await page.goto(permalink ?? "");
  await expect(page).toHaveURL(/\/threads\/\d+\/[a-z0-9-]+\?page=2#p23$/);
  await expect(page.locator("#p23")).toBeInViewport();
  const address = new URL(page.url()).pathname;
  await page.goto(`${address}-with-another-title`);
  await expect(page, "an old title leads to the present one").toHaveURL(new RegExp(`${address}$`));
  for (const none of ["3", "0", "x", "-1", "99999999999"]) {
    expect((await page.request.get(`${address}?page=${none}`)).status(), none).toBe(404);
  }
});

test("a doctors-only forum shows its door to a guest and a student, and its threads to a doctor", async ({ page, person }) => {
  await page.goto("/forums");
  const row = page.locator(".forum-row", { hasText: "Difficult cases" });
  await expect(row.locator(".mark")).toHaveText("Doctors only");
  await row.getByRole("link", { name: "Difficult cases" }).click();
  await expect(page.locator(".door")).toContainText("Doctors only.");
  await expect(page.locator(".door").getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/login?next=/forums/difficult-cases");
  const [theo, bleeps] = [await person("theo"), await person("bleeps")];
  await go(theo, "/forums/difficult-cases");
  await expect(theo.locator(".door").getByRole("link", { name: "Go to the open forums" })).toBeVisible();
  await expect(theo.locator(".thread-row")).toHaveCount(0);

  await go(bleeps, "/forums/difficult-cases");
  await expect(bleeps.locator(".readers")).toContainText("Everyone who will read this has been verified.");
  await bleeps.getByRole("link", { name: /a raised lactate/ }).click();
  await expect(bleeps.locator("article.post").first()).toContainText("Lactate 2.1");
  const hidden = new URL(bleeps.url()).pathname;
  const post = await bleeps.locator("#p2 .when a:has(time)").getAttribute("href");
  const absent = hidden.replace(/\d+/, "1234567890123456");
  for (const window of [page, theo]) {
    for (const [there, nowhere] of [[hidden, absent], [post ?? "", "/posts/1234567890123456"]] as const) {
      const [shown, missing] = [await window.request.get(there), await window.request.get(nowhere)];
      expect([shown.status(), missing.status()]).toEqual([404, 404]);
      expect(await shown.text(), "hidden looks like absent").toBe(await missing.text());
    }
  }
});

test("a moderator pins and locks a thread, and a locked thread takes no replies until it is opened again", async ({ person, newcomer }) => {
  const { page } = await newcomer();
  const title = unique("Where do the good pens go ");
  const thread = await start(page.context(), title, "They were here this morning.");
  const orla = await person("orla");
  await go(orla, thread);
  await orla.getByRole("button", { name: "Pin", exact: true }).click();
  await expect(orla.getByRole("button", { name: "Unpin" })).toBeVisible();
  await go(page, "/forums/ideas");
  await expect(page.locator(".thread-row.pinned").getByRole("link", { name: title, exact: true })).toBeVisible();
  await go(page, thread);
  await expect(page.getByRole("button", { name: "Lock" }), "members do not moderate").toHaveCount(0);
  await page.locator("#body").fill("Mine went as well.");
  await orla.getByRole("button", { name: "Lock", exact: true }).click();
  await expect(orla.getByRole("button", { name: "Unlock" })).toBeVisible();
  expect((await page.context().request.post(thread, { form: { body: "x" }, headers: { origin: "http://localhost:3311" } })).status()).toBe(403);
  await go(page, thread);
  await expect(page.locator("main")).toContainText("This thread is locked, so it takes no more replies.");
  await expect(page.locator("#body")).toHaveCount(0);
  await orla.getByRole("button", { name: "Unlock" }).click();
  await expect(orla.getByRole("button", { name: "Lock", exact: true })).toBeVisible();
  await orla.getByRole("button", { name: "Unpin" }).click();
  await expect(orla.getByRole("button", { name: "Pin", exact: true })).toBeVisible();
  await reply(page.context(), thread, "Found them, in the sluice.");
  await go(page, thread);
  await expect(page.locator("#p2")).toContainText("in the sluice");
});
