import { expect, type Page } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { reply, start, unique } from "../people.ts";

/** Selects these words of a post, as a reader does with the mouse. */
async function select(page: Page, post: string, words: string): Promise<void> {
  await page.locator(`${post} .body p`).first().evaluate((line, words) => {
    const text = line.firstChild as Text;
    const from = text.data.indexOf(words);
    getSelection()?.setBaseAndExtent(text, from, text, from + words.length);
  }, words);
}

test("a member starts a question, and another quotes all of it and then a part of it", async ({ newcomer }) => {
  const [asker, other] = [await newcomer(), await newcomer()];
  const title = unique("Is the kettle in the doctors' mess cursed ");
  await go(asker.page, "/forums/help");
  await asker.page.getByRole("link", { name: "Start a thread" }).click();
  await awake(asker.page);
  await expect(asker.page.getByLabel("Question")).toBeChecked();
  await asker.page.getByLabel("Title").fill(title);
  await asker.page.locator("#body").fill("It boils over at night. Nobody was hurt, but the biscuits were lost.");
  await asker.page.getByRole("button", { name: "Start the thread" }).click();
  await expect(asker.page).toHaveURL(/\/threads\/\d+\/is-the-kettle[a-z0-9-]*(#p1)?$/);
  await expect(asker.page.locator("main .head")).toContainText("Question");

  const { page } = other;
  await go(page, new URL(asker.page.url()).pathname);
  await page.locator("#p1").getByRole("link", { name: "Quote" }).click();
  await expect(page.locator("#body")).toHaveValue(new RegExp(`^> \\[${asker.name}\\]\\(.*\\) \\[wrote\\]\\(/posts/\\d+\\):\n> It boils over at night. Nobody`));
  await page.locator("#body").fill("");
  await select(page, "#p1", "the biscuits were lost");
  await page.locator("#p1").getByRole("link", { name: "Quote" }).click();
  await expect(page.locator("#body")).toHaveValue(/\n> the biscuits were lost\n/);
  await page.locator("#body").press("Control+End");
  await page.locator("#body").pressSequentially("My condolences.");
  await page.getByRole("button", { name: "Post reply" }).click();
  const answer = page.locator("#p2 .body");
  await expect(answer.locator("blockquote")).toContainText(`${asker.name} wrote:`);
  await expect(answer.locator("blockquote")).toContainText("the biscuits were lost");
  await expect(answer.locator("blockquote")).not.toContainText("boils over");
  await expect(answer).toContainText("My condolences.");
  await expect(page).toHaveURL(/#p2$/);
});

test("a form that needs another look says so beside the field and keeps the rest", async ({ newcomer, watch }) => {
  watch.provokes(/\/api\/start/);
  const { page } = await newcomer();
  await go(page, "/forums/help/new");
  await page.getByLabel("Title").fill("x");
  await page.getByLabel("Discussion").check();
  await page.locator("#body").fill("Some words.");
  await page.getByRole("button", { name: "Start the thread" }).click();
  await expect(page.locator("#title-error")).toContainText("A title has at least 3 characters.");
  await expect(page.getByRole("alert").getByRole("link")).toHaveAttribute("href", "#title");
  await awake(page);
  await expect(page.locator("#body")).toHaveValue("Some words.");
  await expect(page.getByLabel("Discussion")).toBeChecked();
});

test("an author edits a post, everybody can read its earlier words, and it can be withdrawn", async ({ newcomer, page: guest }) => {
  const { page, name } = await newcomer();
  const thread = await start(page.context(), unique("Which tea for nights "), "Assam.");
  await reply(page.context(), thread, "Correction: the green one.");
  await go(page, thread);
  await page.locator("#p2").getByRole("link", { name: "Edit", exact: true }).click();
  await awake(page);
  await expect(page.locator("#body")).toHaveValue("Correction: the green one.");
  await page.locator("#body").fill("Correction: the *black* one.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator("#p2 .body em")).toHaveText("black");
  await awake(page);

  await guest.goto(thread);
  await guest.locator("#p2").getByRole("link", { name: "edited" }).click();
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Earlier words of this post");
  await expect(guest.locator("article.post")).toHaveText([/As it is now/, /As first written.*the green one/s]);

  await page.locator("#p2").getByRole("link", { name: "Edit", exact: true }).click();
  await awake(page);
  await page.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.locator("#p2")).toContainText(`${name} withdrew this post.`);
  await expect(page.locator("#p2")).not.toContainText("black");
  const history = await guest.goto(guest.url());
  expect(await history?.text(), "its history is gone too").not.toContain("green one");
});

test("nobody edits what somebody else wrote", async ({ newcomer, person }) => {
  const [author, other] = [await newcomer(), await newcomer()];
  const thread = await start(author.page.context(), unique("A quiet shift "), "Said nobody, ever.");
  for (const page of [other.page, await person("marlow")]) {
    await go(page, thread);
    await expect(page.locator("#p1").getByRole("link", { name: "Edit", exact: true })).toHaveCount(0);
    const post = await page.locator("#p1 .when a:has(time)").getAttribute("href");
    expect((await page.goto(`${post}/edit`))?.status()).toBe(403);
    await expect(page.locator("main")).toContainText("Only its author can change this post.");
    await awake(page);
  }
});
