import { expect, type Browser, type Page } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { DEMO_PASSWORD, ORIGIN, PASSWORD, signIn, start, unique } from "../people.ts";
import { Server } from "../running.ts";

const field = (page: Page) => page.locator("#body");
const state = (page: Page) => page.locator(".composer-foot .state");
const unsent = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("unsent:")));

/** The same member at another device. */
async function elsewhere(browser: Browser, email: string, options = {}): Promise<Page> {
  const context = await browser.newContext(options);
  await signIn(context, email, PASSWORD);
  return context.newPage();
}

test("what one types is on the server two seconds later, in the list, and on another device", async ({ newcomer, browser }) => {
  const { page, email } = await newcomer();
  const title = unique("Kept as one types ");
  const thread = await start(page.context(), title, "First.");
  await go(page, thread);
  await field(page).fill("Half a thought about lithium");
  await expect(state(page)).toHaveText("Saved");
  const other = await elsewhere(browser, email);
  await go(other, thread);
  await expect(field(other)).toHaveValue("Half a thought about lithium");
  await expect(state(other)).toHaveText("Your unsent text is back.");
  await go(other, "/my/drafts");
  await expect(other.locator(".drafts li")).toContainText([`${title.trim()}`]);
  await other.getByRole("link", { name: title.trim() }).click();
  await awake(other);
  await expect(other).toHaveURL(/#reply$/);
  await other.getByRole("button", { name: "Post reply" }).click();
  await expect(other.locator("#p2")).toContainText("Half a thought about lithium");
  await awake(other);
  await go(page, thread);
  await expect(field(page), "sent elsewhere, so it is not offered again").toHaveValue("");
  expect(await unsent(page)).toEqual([]);
  await other.context().close();
});

test("two devices in conflict show both texts, and nothing is lost before a choice", async ({ newcomer, browser }) => {
  const { page, email } = await newcomer();
  const thread = await start(page.context(), unique("Two devices "), "First.");
  const phone = await elsewhere(browser, email, { viewport: { width: 360, height: 800 } });
  await go(page, thread);
  await go(phone, thread);
  await field(phone).fill("Written on the phone");
  await expect(state(phone)).toHaveText("Saved");
  await field(page).fill("Written at the desk");
  const both = page.getByRole("group", { name: "There are two different texts" });
  await expect(both).toContainText("Written on the phone");
  await expect(both).toContainText("Written at the desk");
  await page.reload();
  await awake(page);
  await expect(both, "still both after a reload").toContainText("Written on the phone");
  await both.getByRole("button", { name: "Put both into the field" }).click();
  await expect(field(page)).toHaveValue("Written at the desk\n\nWritten on the phone");
  await expect(state(page)).toHaveText("Saved");
  await field(phone).fill("Written on the phone, and more");
  const there = phone.getByRole("group", { name: "There are two different texts" });
  await expect(there).toContainText("Written at the desk");
  const cards = await there.locator("article").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  expect(cards[1], "stacked on a phone").toBeGreaterThan(cards[0] ?? 0);
  await there.getByRole("link", { name: "Use this one" }).click();
  await expect(field(phone)).toHaveValue("Written at the desk\n\nWritten on the phone");
  await expect(there).toHaveCount(0);
  await phone.context().close();
});

test("a draft survives kill -9 of the server and a closed window", async ({ browser }) => {
  test.setTimeout(60_000);
  const flags = ["--no-throttles", "--no-second-factor"];
  const server = await Server.demo(3341, flags);
  const context = await browser.newContext();
  await context.request.post(`${server.origin}/login`, { form: { email: "theo@demo.doc2doc.example", password: DEMO_PASSWORD, keep: "yes" }, headers: { origin: server.origin } });
  let page = await context.newPage();
  await page.goto(`${server.origin}/forums/cycling/new`);
  await awake(page);
  await page.getByLabel("Title").fill("Which saddle");
  await field(page).fill("Kept on the server");
  await expect(state(page)).toHaveText("Saved");
  await server.kill();
  await field(page).fill("Kept on the server, and this only here");
  await expect(state(page)).toHaveText("Kept on this device; the site does not answer just now.");
  await page.close();
  await server.again();
  page = await context.newPage();
  await page.goto(`${server.origin}/forums/cycling/new`);
  await awake(page);
  await expect(field(page)).toHaveValue("Kept on the server, and this only here");
  await expect(page.getByLabel("Title")).toHaveValue("Which saddle");
  await expect(state(page)).toHaveText("Saved");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await awake(page);
  await expect(field(page), "the server has all of it now").toHaveValue("Kept on the server, and this only here");
  await context.close();
  expect(await server.stop()).toBe(0);
});

test("when the session ends the text stays here, and after signing in it goes on to the server", async ({ newcomer, watch }) => {
  watch.provokes(/\/api\/(draft|read)/);
  const { page, email } = await newcomer();
  const thread = await start(page.context(), unique("A short session "), "First.");
  await go(page, thread);
  await page.context().clearCookies();
  await field(page).fill("Twenty minutes of work");
  await expect(state(page)).toHaveText("Kept on this device; sign in again to keep it on the server.");
  await signIn(page.context(), email, PASSWORD);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(state(page)).toHaveText("Saved");
  await page.reload();
  await awake(page);
  await expect(field(page)).toHaveValue("Twenty minutes of work");
});

test("signing out saves the text and wipes it from a shared computer, where nobody else is offered it", async ({ newcomer, watch }) => {
  watch.provokes(/\/api\/(draft|read)/);
  const { page, email } = await newcomer();
  const thread = await start(page.context(), unique("A shared computer "), "First.");
  await go(page, thread);
  await field(page).fill("Nobody else's business");
  expect((await unsent(page)).length).toBe(1);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  expect(await unsent(page)).toEqual([]);
  await signIn(page.context(), "wren@demo.doc2doc.example");
  await go(page, thread);
  await expect(field(page)).toHaveValue("");
  await page.context().clearCookies();
  await signIn(page.context(), email, PASSWORD);
  await go(page, thread);
  await expect(field(page)).toHaveValue("Nobody else's business");
});

test("an edit in two windows shows both texts, and the history tells what changed", async ({ newcomer, watch, page: guest }) => {
  watch.provokes(/\/api\/edit|\/edit$/);
  const { page } = await newcomer();
  const thread = await start(page.context(), unique("Which dose "), "Give 50 mg twice a day.");
  await go(page, thread);
  await page.locator("#p1").getByRole("link", { name: "Edit", exact: true }).click();
  await awake(page);
  const second = await page.context().newPage();
  await go(second, page.url());
  await field(page).fill("Give 5 mg twice a day.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator("#p1 .body")).toContainText("Give 5 mg");
  await awake(page);
  await field(second).fill("Give 50 mg once a day.");
  await second.getByRole("button", { name: "Save", exact: true }).click();
  const both = second.getByRole("alert").filter({ hasText: "This post has changed since you opened it" });
  await expect(both).toContainText("Give 5 mg twice a day.");
  await awake(second);
  await expect(field(second)).toHaveValue("Give 50 mg once a day.");
  await second.getByRole("button", { name: "Save yours anyway" }).click();
  await expect(second.locator("#p1 .body")).toContainText("Give 50 mg once a day.");
  await awake(second);
  await guest.goto(thread);
  await guest.locator("#p1").getByRole("link", { name: "edited" }).click();
  const states = guest.locator("article.state");
  await expect(states).toHaveCount(3);
  await expect(states.nth(1).locator("ins")).toContainText("5");
  await expect(states.nth(1).locator("del")).toContainText("50");
  await states.nth(2).getByText("Show as it was").click();
  await expect(states.nth(2).locator(".body")).toHaveText("Give 50 mg twice a day.");
});

test("a draft can be deleted from the list, after a second look", async ({ newcomer }) => {
  const { page } = await newcomer();
  await go(page, await start(page.context(), unique("Never mind "), "First."));
  await field(page).fill("Not worth it");
  await expect(state(page)).toHaveText("Saved");
  await go(page, "/my/drafts");
  await page.locator(".drafts summary").click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.locator(".empty")).toContainText("Nothing unsent");
  expect(new URL(page.url()).origin).toBe(ORIGIN);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a draft is saved by its own button, stands in the form again, and is deleted in the list", async ({ newcomer, watch }) => {
    watch.provokes(/\.js csp$/);
    const { page } = await newcomer({ javaScriptEnabled: false });
    const thread = await start(page.context(), unique("By hand "), "First.");
    await page.goto(thread);
    await field(page).fill("Saved by hand");
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page.locator(".composer .notice.good")).toContainText("Your draft is saved");
    await expect(field(page)).toHaveValue("Saved by hand");
    await page.goto("/my/drafts");
    await page.locator(".drafts summary").click();
    await page.getByRole("button", { name: "Delete for good" }).click();
    await expect(page.locator(".empty")).toContainText("Nothing unsent");
  });
});
