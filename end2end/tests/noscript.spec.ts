import { expect } from "@playwright/test";
import { test } from "../fixture.ts";
import { PASSWORD, join, letter, reply, start, unique } from "../people.ts";

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
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
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
  await page.getByRole("button", { name: "Save", exact: true }).click();
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

const PLAIN = { javaScriptEnabled: false };

test("without scripts a doctor applies with a document, a verifier refuses, and the reason is read", async ({ window, person }) => {
  const page = await window(PLAIN);
  const real_name = `Ilse ${unique("Marrach")}`;
  const { email } = await join(page.context(), { real_name, profession: "Doctor", country: "KE" });
  await page.goto("/my/verification");
  await page.getByLabel("Registering body").selectOption("other");
  await page.getByLabel("Registration number").fill("A 12345");
  await page.getByLabel("Job title").fill("Medical officer");
  await page.getByLabel("Postal address").fill("Invented District Hospital, Nowhere Road");
  await page.getByLabel("Telephone").fill("+254 20 5550100");
  await page.getByRole("button", { name: "Send the application" }).click();
  await expect(page.getByRole("status").first()).toContainText("your application is with us");
  await page.getByLabel("Add a document").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("not a picture") });
  await page.getByRole("button", { name: "Send the document" }).click();
  await expect(page.locator("#document-error")).toContainText("JPEG or PNG picture, or a PDF");
  await page.getByLabel("Add a document").setInputFiles({ name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n") });
  await page.getByRole("button", { name: "Send the document" }).click();
  await page.getByRole("button", { name: "Remove document 1" }).click();
  await expect(page.getByRole("status").first()).toContainText("has been erased");
  await expect(page.locator(".documents")).toHaveCount(0);

  const ledger = await person("ledger", PLAIN);
  await ledger.goto("/desk/verification");
  await ledger.getByRole("link", { name: real_name }).click();
  await ledger.getByLabel("Refuse", { exact: true }).check();
  await ledger.getByLabel("Your words to them").fill("A certificate would help.");
  await ledger.getByRole("button", { name: "Send the decision" }).click();
  await expect(ledger.getByRole("status").first()).toContainText("Refused.");
  await letter(email, "About your verification");
  await page.goto("/forums/difficult-cases");
  await page.locator(".door").getByRole("link", { name: "See why" }).click();
  await expect(page.locator(".said-by")).toContainText("A certificate would help.");
  await expect(page.getByRole("button", { name: "Send the application" })).toBeVisible();
});

test("without scripts a moderator moves a thread, and an administrator confirms and appoints", async ({ newcomer, person }) => {
  const { page, name } = await newcomer(PLAIN);
  const thread = await start(page.context(), unique("Moved without scripts "), "First.");
  const orla = await person("orla", PLAIN);
  await orla.goto(thread);
  await orla.getByRole("link", { name: "Move", exact: true }).click();
  await orla.getByLabel("Move it to").selectOption("Travel");
  await orla.getByRole("button", { name: "Look at it first" }).click();
  await expect(orla.locator(".sight")).toContainText("No member loses sight of it.");
  await orla.getByLabel("Reason").fill("It is about a journey");
  await orla.getByRole("button", { name: "Move it" }).click();
  await expect(orla.getByRole("navigation", { name: "Breadcrumb" })).toContainText("Travel");
  const hedda = await person("hedda", PLAIN);
  await hedda.goto("/login/again?next=/desk/staff");
  await hedda.getByLabel("Password", { exact: true }).fill("three calm otters");
  await hedda.getByRole("button", { name: "Confirm" }).click();
  await hedda.getByLabel("Screen name").fill(name);
  await hedda.getByLabel("Role", { exact: true }).selectOption("Trusted user");
  await hedda.getByLabel("Reason", { exact: true }).fill("Kind and awake at night");
  await hedda.getByRole("button", { name: "Appoint" }).click();
  await expect(hedda.getByRole("status").first()).toContainText(`${name} has the role of trusted user now`);
  await page.goto("/about");
  await expect(page.locator("main")).toContainText(name);
});
