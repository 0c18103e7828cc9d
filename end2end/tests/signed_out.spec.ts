import { expect, type Page } from "@playwright/test";
import { go, test } from "../fixture.ts";
import { PASSWORD, send, signIn, start, unique } from "../people.ts";

const BLEEPS = "bleeps@demo.doc2doc.example";
const WORDS = "Twenty minutes of work on a case";
const field = (page: Page) => page.locator("#body");

test("with scripts, a reply in a closed forum stays in its field when the session ends, and is sent after signing in", async ({ person, watch }) => {
  watch.provokes(/\/api\/(draft|read|reply)/);
  const page = await person("bleeps");
  const thread = await start(page.context(), unique("A short night "), "First.", "difficult-cases");
  await go(page, thread);
  await page.context().clearCookies();
  await field(page).fill(WORDS);
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#body-error")).toContainText("You are not signed in any more. Your text is kept here");
  await expect(field(page)).toHaveValue(WORDS);
  await signIn(page.context(), BLEEPS);
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#p2")).toContainText(WORDS);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  // With scripts switched off, the browser itself refuses to load them ahead.
  test.beforeEach(({ watch }) => watch.provokes(/\.js csp$/));

  /** The page that gives a text back, from which it is sent again after signing in beside it. */
  async function sendAgain(page: Page, email: string, password?: string): Promise<void> {
    await expect(page.getByRole("alert")).toContainText("You are not signed in any more");
    await expect(page.getByLabel("Your text", { exact: true }).last()).toHaveValue(WORDS);
    await expect(page.getByRole("link", { name: "Sign in in another window" })).toBeVisible();
    await signIn(page.context(), email, password);
    await page.getByRole("button", { name: "Send again" }).click();
  }

  test("a reply, a new thread and an edit in a closed forum come back, and go where they were meant for", async ({ person }) => {
    const page = await person("bleeps", { javaScriptEnabled: false });
    const thread = await start(page.context(), unique("A short night "), "First.", "difficult-cases");
    await page.goto(thread);
    await field(page).fill(WORDS);
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Post reply" }).click();
    await sendAgain(page, BLEEPS);
    await expect(page.locator("#p2 .body")).toHaveText(WORDS);
    await page.locator("#p1").getByRole("link", { name: "Edit", exact: true }).click();
    await field(page).fill(WORDS);
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await sendAgain(page, BLEEPS);
    await expect(page.locator("#p1 .body")).toHaveText(WORDS);
    const title = unique("Another night ");
    await page.goto("/forums/difficult-cases/new");
    await page.getByLabel("Title").fill(title);
    await field(page).fill(WORDS);
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Start the thread" }).click();
    await expect(page.locator("main")).toContainText(title);
    await sendAgain(page, BLEEPS);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  });

  test("a session that was ended from elsewhere costs no word either", async ({ newcomer, window }) => {
    const { page, email } = await newcomer({ javaScriptEnabled: false });
    const thread = await start(page.context(), unique("Ended elsewhere "), "First.");
    await page.goto(thread);
    await field(page).fill(WORDS);
    const other = await window();
    await signIn(other.context(), email, PASSWORD);
    expect((await send(other.context(), "/my/security", { deed: "end-others" })).status).toBe(303);
    await page.getByRole("button", { name: "Post reply" }).click();
    await sendAgain(page, email, PASSWORD);
    await expect(page.locator("#p2 .body")).toHaveText(WORDS);
  });
});
