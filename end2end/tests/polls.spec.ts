import { expect, type Page } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { unique } from "../people.ts";

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const target = page.locator(selector);
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} cannot be reached by keyboard`);
}

/** Fills the fields of a poll, as one does with a mouse. */
async function ask(page: Page, title: string): Promise<void> {
  await page.getByRole("radio", { name: "Poll", exact: true }).check();
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("What do you ask?").fill("Which lamp?");
  await page.getByLabel("Options", { exact: true }).fill("Bright\nDim\nNone");
  await page.getByLabel("First post").fill("Please vote.");
}

test("a poll is made and voted in by keyboard alone", async ({ newcomer }) => {
  const { page } = await newcomer();
  await go(page, "/forums/cycling/new");
  await expect(page.getByLabel("What do you ask?"), "who asks no poll is not asked about one").toBeHidden();
  await tabTo(page, "#kind-question");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("#kind-poll")).toBeChecked();
  await expect(page.getByLabel("What do you ask?")).toBeVisible();
  const title = unique("Lamps ");
  for (const [field, words] of [["#title", title], ["#question", "Which lamp?"]]) {
    await tabTo(page, field);
    await page.keyboard.type(words);
  }
  await tabTo(page, "#options");
  await page.keyboard.type("Bright\nDim\nNone");
  await tabTo(page, "#hide_few");
  await page.keyboard.press("Space");
  await tabTo(page, "#body");
  await page.keyboard.type("Please vote.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await awake(page);
  await expect(page.getByRole("region", { name: "Which lamp?" })).toContainText("votes are secret");
  await tabTo(page, "#poll-1");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#poll$/);
  await expect(page.locator("#poll .results")).toContainText("Dim your vote");
  await expect(page.locator("#poll")).toContainText("1 person has voted.");
});

test("a second window gives no second vote, and changes the first", async ({ newcomer }) => {
  const { page } = await newcomer();
  await go(page, "/forums/cycling/new");
  await ask(page, unique("Lamps "));
  await page.getByLabel("Hide results of fewer than five voters").uncheck();
  await page.getByRole("button", { name: "Start the thread" }).click();
  await expect(page.locator("#poll")).toBeVisible();
  await awake(page);
  const address = new URL(page.url()).pathname;
  const second = await page.context().newPage();
  await second.goto(address);
  await page.locator("#poll").getByLabel("Bright").check();
  await page.locator("#poll").getByRole("button", { name: "Vote", exact: true }).click();
  await expect(page.locator("#poll")).toContainText("1 person has voted.");
  await second.locator("#poll").getByLabel("None").check();
  await second.locator("#poll").getByRole("button", { name: "Vote", exact: true }).click();
  await expect(second.locator("#poll")).toContainText("1 person has voted.");
  await expect(second.locator("#poll .results")).toContainText("None your vote");
  await second.getByText("Change my vote").first().click();
  await second.locator("#poll").getByRole("button", { name: "Take my vote back" }).click();
  await expect(second.locator("#poll .results")).toHaveCount(0);
});

test("what is wrong with a poll is told beside its field, and nothing typed is lost", async ({ newcomer, watch }) => {
  watch.provokes(/\/api\/start/);
  const { page } = await newcomer();
  await go(page, "/forums/cycling/new");
  await ask(page, unique("Lamps "));
  await page.getByLabel("Options", { exact: true }).fill("Bright\nbright");
  await page.getByRole("button", { name: "Start the thread" }).click();
  await expect(page.locator("#options-error")).toContainText("No two options may be alike");
  await expect(page.getByLabel("What do you ask?")).toHaveValue("Which lamp?");
  await expect(page.getByLabel("First post")).toHaveValue("Please vote.");
  await page.getByLabel("Options", { exact: true }).fill("Bright\nDim");
  await page.getByRole("button", { name: "Start the thread" }).click();
  await expect(page.locator("#poll")).toContainText("Which lamp?");
});

test("the poll of the site stands beside the pages and is voted in from there", async ({ newcomer, page: guest }) => {
  await guest.goto("/forums");
  await expect(guest.locator("#site-poll")).toContainText("What do you think?");
  await expect(guest.locator("#site-poll").getByRole("radio")).toHaveCount(0);
  const { page } = await newcomer();
  await go(page, "/forums");
  await page.locator("#site-poll").getByRole("radio").first().check();
  await page.locator("#site-poll").getByRole("button", { name: "Vote", exact: true }).click();
  await expect(page).toHaveURL(/\/forums#site-poll$/);
  await expect(page.locator("#site-poll")).toContainText("your vote");
  await page.setViewportSize({ width: 360, height: 740 });
  const [main, poll] = [await page.locator("main").boundingBox(), await page.locator("#site-poll").boundingBox()];
  expect(poll!.y, "on a phone it ends the page").toBeGreaterThanOrEqual(main!.y + main!.height - 1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.locator("#site-poll").getByRole("link", { name: "Earlier polls" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What do you think?");
  await expect(page.locator("main")).toContainText("people have voted.");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  // With scripts switched off, the browser itself refuses to load them ahead.
  test.beforeEach(({ watch }) => watch.provokes(/\.js csp$/));

  test("a poll is made, voted in, and the vote is changed", async ({ newcomer }) => {
    const { page } = await newcomer({ javaScriptEnabled: false });
    await page.goto("/forums/cycling/new");
    await ask(page, unique("Lamps "));
    await page.getByLabel("Several options").check();
    await page.getByLabel("Hide results of fewer than five voters").uncheck();
    await page.getByRole("button", { name: "Start the thread" }).click();
    const poll = page.locator("#poll");
    await poll.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(poll.locator(".error")).toContainText("Please choose at least one option.");
    await poll.getByLabel("Bright").check();
    await poll.getByLabel("Dim").check();
    await poll.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(poll).toContainText("1 person has voted.");
    await poll.getByText("Change my vote").click();
    await poll.getByLabel("Bright").uncheck();
    await poll.getByRole("button", { name: "Vote again" }).click();
    await expect(poll.locator(".results")).not.toContainText("Bright your vote");
    await expect(poll.locator(".results")).toContainText("Dim your vote");
  });
});
