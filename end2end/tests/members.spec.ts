import { expect, type Page } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { PASSWORD, letter, registration, send, unique } from "../people.ts";

const WRONG = "This address and password do not fit together.";
const OTHER = "kettle saddle amber thirteen";

async function signInByHand(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a newcomer is told all that is wrong at once, keeps the text, confirms by the letter and signs in", async ({ page }) => {
  const name = unique("Nightowl");
  const email = `${name.toLowerCase()}@newcomer.example`;
  await page.goto("/");
  await page.getByRole("navigation", { name: "Account" }).getByRole("link", { name: "Register" }).click();
  await page.getByLabel("E-mail address").fill("nobody");
  await page.getByLabel("Password").fill("short");
  await page.getByLabel("Screen name").fill("x");
  await page.getByLabel("Real name").fill("Ada Byrne");
  await page.getByLabel("GMC number").fill("12");
  const refused = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", { name: "Register" }).click();
  expect((await refused).status()).toBe(422);

  const summary = page.getByRole("alert");
  await expect(summary.getByRole("heading")).toHaveText("Some things need another look");
  await expect(summary.getByRole("link")).toHaveCount(7);
  const targets = await summary.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(targets).toEqual(["#email", "#password", "#screen_name", "#country", "#profession", "#gmc_number", "#terms"]);
  for (const target of targets) await expect(page.locator(`${target}-error`)).toBeVisible();
  await summary.getByRole("link", { name: "country" }).click();
  await expect(page.getByLabel("Country")).toBeFocused();
  await expect(page.getByLabel("E-mail address")).toHaveValue("nobody");
  await expect(page.getByLabel("Real name")).toHaveValue("Ada Byrne");
  await expect(page.getByLabel("Password")).toHaveValue("");

  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByLabel("Screen name").fill(name);
  await page.getByLabel("Country").selectOption({ label: "Ireland" });
  await page.getByLabel("Profession").selectOption("Doctor");
  await page.getByLabel("Specialty").selectOption("Neurology");
  await page.getByLabel("GMC number").fill("");
  await page.getByLabel("I agree to the terms").check();
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mailbox");
  await expect(page.locator("main")).toContainText(email);

  const { link } = await letter(email, "confirm");
  await signInByHand(page, email, PASSWORD);
  await expect(page.getByRole("alert")).toContainText(WRONG);
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm your address");
  await signInByHand(page, email, PASSWORD);
  await expect(page.getByRole("alert"), "opening the link alone does nothing").toContainText(WRONG);
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByRole("status").first()).toContainText("your address is confirmed");

  await signInByHand(page, email, PASSWORD);
  await awake(page);
  await expect(page.getByRole("navigation", { name: "Account" }).getByRole("link", { name })).toBeVisible();
  await go(page, "/my");
  await expect(page.locator("main")).toContainText("Ada Byrne");
  await expect(page.locator("main")).toContainText("Ireland");
  expect((await page.goto(link))?.status(), "a used link").toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
  await awake(page);
});

test("a known address gets the same page as an unknown one, and another letter", async ({ page }) => {
  const pages: string[] = [];
  for (const email of ["wren@demo.doc2doc.example", `${unique("nobody")}@newcomer.example`]) {
    await page.goto("/register");
    for (const [field, text] of Object.entries(registration(unique("Robin"), email))) {
      const input = page.locator(`#${field}`);
      if (field === "terms") await input.check();
      else if (["country", "profession", "specialty", "grade"].includes(field)) await input.selectOption(text);
      else await input.fill(text);
    }
    await page.getByRole("button", { name: "Register" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mailbox");
    pages.push((await page.locator("body").innerHTML()).replaceAll(email, "ADDRESS"));
  }
  expect(pages[0]).toBe(pages[1]);
  expect((await letter("wren@demo.doc2doc.example", "already have an account")).link).toBe("");
});

test("a forgotten password is replaced by the letter's link, which works once", async ({ page, newcomer }) => {
  const { email } = await newcomer();
  const pages: string[] = [];
  for (const address of [email, `${unique("nobody")}@newcomer.example`]) {
    await page.goto("/login");
    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    await page.getByLabel("E-mail address").fill(address);
    await page.getByRole("button", { name: "Send me a link" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mailbox");
    pages.push((await page.locator("body").innerHTML()).replaceAll(address, "ADDRESS"));
  }
  expect(pages[0]).toBe(pages[1]);
  const { link } = await letter(email, "new password");
  await page.goto(link);
  await page.getByLabel("New password").fill("password1234");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.locator("#password-error")).toContainText("easy to guess");
  await page.getByLabel("New password").fill(OTHER);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("status").first()).toContainText("new password is set");
  await signInByHand(page, email, PASSWORD);
  await expect(page.getByRole("alert")).toContainText(WRONG);
  await signInByHand(page, email, OTHER);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await awake(page);
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
});

test("a wrong password and an unknown address get the same kind sentence, and the address stays typed", async ({ page }) => {
  for (const email of ["bleeps@demo.doc2doc.example", "nobody@newcomer.example"]) {
    await signInByHand(page, email, "not the password at all");
    await expect(page.locator("#password-error")).toContainText(WRONG);
    await expect(page.getByLabel("E-mail address")).toHaveValue(email);
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  }
  expect((await send(page.context(), "/login", { email: "bleeps@demo.doc2doc.example", password: "no" })).status).toBe(422);
});
