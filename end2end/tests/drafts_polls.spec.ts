import { expect, type Page } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { DEMO_PASSWORD, PASSWORD, signIn, unique } from "../people.ts";
import { Server } from "../running.ts";

const NEW = "/forums/cycling/new";
const field = (page: Page) => page.locator("#body");
const question = (page: Page) => page.getByLabel("What do you ask?");
const options = (page: Page) => page.getByLabel("Options", { exact: true });
const state = (page: Page) => page.locator(".composer-foot .state");
const both = (page: Page) => page.getByRole("group", { name: "There are two different texts" });
const unsent = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("unsent:")));

/** Half a poll, each field otherwise than usual; no title and no text yet. */
async function ask(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Poll", exact: true }).check();
  await question(page).fill("Which lamp");
  await options(page).fill("Bright\nDim");
  await page.getByLabel("Several options").check();
  await page.getByLabel("Open for").selectOption("1 month");
  await page.getByLabel("To nobody before the poll has closed").check();
  await page.getByLabel("Hide results of fewer than five voters").uncheck();
}

async function isThere(page: Page): Promise<void> {
  await expect(page.getByRole("radio", { name: "Poll", exact: true })).toBeChecked();
  await expect(question(page)).toHaveValue("Which lamp");
  await expect(options(page)).toHaveValue("Bright\nDim");
  await expect(page.getByLabel("Several options")).toBeChecked();
  await expect(page.getByLabel("Open for")).toHaveValue("month");
  await expect(page.getByLabel("To nobody before the poll has closed")).toBeChecked();
  await expect(page.getByLabel("Hide results of fewer than five voters")).not.toBeChecked();
}

test("half a poll is there on another device, is sent from it, and does not come back", async ({ newcomer, window }) => {
  const { page, email } = await newcomer();
  await go(page, NEW);
  await ask(page);
  await expect(state(page)).toHaveText("Saved");
  const phone = await window({ viewport: { width: 360, height: 800 } });
  await signIn(phone.context(), email, PASSWORD);
  await go(phone, "/my/drafts");
  await expect(phone.locator(".drafts li")).toContainText("Which lamp");
  await phone.getByRole("link", { name: "Without a title yet" }).click();
  await awake(phone);
  await isThere(phone);
  const title = unique("Lamps ");
  await phone.getByLabel("Title").fill(title);
  await field(phone).fill("Please vote.");
  await phone.getByRole("button", { name: "Start the thread" }).click();
  await expect(phone.locator("#poll")).toContainText("Which lamp");
  await awake(phone);
  expect(await unsent(phone), "nothing is left of it in the browser").toEqual([]);
  await go(page, NEW);
  await expect(question(page), "sent elsewhere, so it is not offered again").toHaveValue("");
  await expect(page.locator("#kind-question")).toBeChecked();
});

test("half a poll survives kill -9 of the server and a closed window", async ({ browser }) => {
  test.setTimeout(60_000);
  const server = await Server.demo(3343, ["--no-throttles", "--no-second-factor"]);
  const context = await browser.newContext();
  await context.request.post(`${server.origin}/login`, { form: { email: "theo@demo.doc2doc.example", password: DEMO_PASSWORD, keep: "yes" }, headers: { origin: server.origin } });
  let page = await context.newPage();
  await page.goto(`${server.origin}${NEW}`);
  await awake(page);
  await ask(page);
  await expect(state(page)).toHaveText("Saved");
  await server.kill();
  await options(page).fill("Bright\nDim\nNone at all");
  await expect(state(page)).toHaveText("Kept on this device; the site does not answer just now.");
  await page.close();
  await server.again();
  page = await context.newPage();
  await page.goto(`${server.origin}${NEW}`);
  await awake(page);
  await expect(options(page)).toHaveValue("Bright\nDim\nNone at all");
  await expect(state(page)).toHaveText("Saved");
  await options(page).fill("Bright\nDim");
  await page.close({ runBeforeUnload: true });
  page = await context.newPage();
  await page.goto(`${server.origin}${NEW}`);
  await awake(page);
  await isThere(page);
  await expect(state(page)).toHaveText(/^(Saved|Your unsent text is back\.)$/);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await awake(page);
  await isThere(page);
  await context.close();
  expect(await server.stop()).toBe(0);
});

test("two devices with different options show both polls, and both in one loses neither", async ({ newcomer, window }) => {
  const { page, email } = await newcomer();
  const phone = await window();
  await signIn(phone.context(), email, PASSWORD);
  await go(page, NEW);
  await go(phone, NEW);
  await ask(phone);
  await expect(state(phone)).toHaveText("Saved");
  await ask(page);
  await expect(state(page), "the very same is no conflict").toHaveText("Saved");
  await options(page).fill("Bright\nNone");
  await expect(state(page)).toHaveText("Saved");
  await field(phone).fill("Please vote.");
  await expect(both(phone)).toContainText("Which lamp\nBright\nNone");
  await expect(both(phone)).toContainText("The poll: 1 month, several options, results after closing");
  await both(phone).getByRole("button", { name: "Put both into the field" }).click();
  await expect(options(phone)).toHaveValue("Bright\nDim");
  await expect(field(phone)).toHaveValue("Please vote.\n\nWhich lamp\nBright\nNone");
  await expect(state(phone)).toHaveText("Saved");
  await options(page).fill("Bright\nNone\nAll");
  await expect(both(page)).toContainText("Bright\nDim");
  await both(page).getByRole("link", { name: "Use this one" }).click();
  await isThere(page);
  await expect(field(page)).toHaveValue("Please vote.\n\nWhich lamp\nBright\nNone");
  await expect(both(page)).toHaveCount(0);
});

test("a text that an older page has left in the browser is still taken up", async ({ newcomer }) => {
  const { page, name } = await newcomer();
  await go(page, "/forums");
  await page.evaluate((who) => {
    const words = { kind: "poll", title: "Lamps", body: "Half a thought", key: "" };
    localStorage.setItem(`unsent:${who}:forum:cycling`, JSON.stringify({ words, upon: 0, dirty: true }));
  }, name);
  await go(page, NEW);
  await expect(field(page)).toHaveValue("Half a thought");
  await expect(page.getByLabel("Title")).toHaveValue("Lamps");
  await expect(page.getByRole("radio", { name: "Poll", exact: true })).toBeChecked();
  await expect(page.getByLabel("One option")).toBeChecked();
  await expect(state(page)).toHaveText("Saved");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("“Save draft” keeps half a poll, and brings every field back", async ({ newcomer, watch }) => {
    watch.provokes(/\.js csp$/);
    const { page } = await newcomer({ javaScriptEnabled: false });
    await page.goto(NEW);
    await ask(page);
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page.getByRole("status").first()).toContainText("Your draft is saved");
    await isThere(page);
    await page.goto("/my/drafts");
    await page.getByRole("link", { name: "Without a title yet" }).click();
    await isThere(page);
    await page.getByLabel("Title").fill(unique("Lamps "));
    await field(page).fill("Please vote.");
    await page.getByRole("button", { name: "Start the thread" }).click();
    await expect(page.locator("#poll")).toContainText("Which lamp");
    await page.goto(NEW);
    await expect(question(page)).toHaveValue("");
  });
});
