import { expect, type Page } from "@playwright/test";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { awake, go, test } from "../fixture.ts";
import { PASSWORD, join, letter, unique } from "../people.ts";
import { emptyFolder } from "../running.ts";
import { program } from "../server.ts";

// One import of the register serves all tests of this file.
test.describe.configure({ mode: "default" });

/** Numbers on the register, all of one invented name; each is claimed once. */
const NUMBERS = Array.from({ length: 40 }, (_, at) => String(7654300 + at));
const GONE = "7654398";
const NOBODYS = "7654399";
const SENTENCE = "We check this and write to you within 72 hours.";

test.beforeAll(() => {
  const file = path(emptyFolder(), "register.csv");
  const rows = [
    "Surname,Given name,Other Names,GMC Ref No,Registration Status,FR Date",
    ...NUMBERS.map((number) => `Fellbridge,Orrin,,${number},Registered with Licence,1082019`),
    `Underlea,Piers,,${GONE},Not Registered - Having relinquished registration,01081989`,
  ];
  writeFileSync(file, `${rows.join("\r\n")}\r\n`);
  const data = process.env.DOC2DOC_TEST_DATA ?? "";
  const run = spawnSync(program, ["--data", data, "register", "import", file], { encoding: "utf8" });
  expect(run.status, run.stderr).toBe(0);
});

async function register(page: Page, more: { name: string; number: string }): Promise<string> {
  const name = unique("Doc");
  const email = `${name.toLowerCase()}@newcomer.example`;
  await page.goto("/register");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByLabel("Screen name").fill(name);
  await page.getByLabel("Real name").fill(more.name);
  await page.getByLabel("Country").selectOption("GB");
  await page.getByLabel("Profession").selectOption("Doctor");
  await page.getByLabel("GMC number").fill(more.number);
  await page.getByLabel("I agree to the terms").check();
  await page.getByRole("button", { name: "Register" }).click();
  await page.goto((await letter(email, "confirm")).link);
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await awake(page);
  return email;
}

test("a UK doctor registers, and reads and writes in a doctors' forum within a minute", async ({ page, person }) => {
  const begun = Date.now();
  const number = NUMBERS[test.info().repeatEachIndex * 2] ?? "";
  const email = await register(page, { name: "Órrin St John-Fellbridge", number: `C ${number.slice(0, 3)} ${number.slice(3)}` });
  await go(page, "/forums/difficult-cases");
  await expect(page.locator(".readers")).toContainText("Everyone who will read this has been verified.");
  await page.getByRole("link", { name: /a raised lactate/ }).click();
  await awake(page);
  await expect(page.locator("article.post").first()).toContainText("Lactate 2.1");
  const words = unique("Thiamine, before anything else. ");
  await page.locator("#body").fill(words);
  await page.getByRole("button", { name: "Post reply" }).click();
  const own = page.locator("article.own", { hasText: words });
  await expect(own.locator(".what")).toHaveText(/^Checked: Register match, identity not confirmed · \w+ \d{4}$/);
  expect(Date.now() - begun, "within a minute").toBeLessThan(60_000);

  const { text } = await letter(email, "The doctors' forums are open to you");
  expect(text).toContain("Register match, identity not confirmed");
  expect(text).not.toMatch(new RegExp(`Fellbridge|${number}`));
  const address = page.url();
  await awake(page);
  await go(page, "/my/verification");
  await expect(page.getByRole("heading", { name: "You are in; your identity is not confirmed yet" })).toBeVisible();
  const colleague = await person("tamsin");
  await go(colleague, address);
  await expect(colleague.locator("article.post", { hasText: words })).toContainText("Register match, identity not confirmed");
  expect(await colleague.content()).not.toMatch(new RegExp(`Fellbridge|${number}`));
});

test("a wrong, an unknown and a claimed number get one answer, and staff a case", async ({ window, person }) => {
  const claimed = NUMBERS[test.info().repeatEachIndex * 2 + 1] ?? "";
  const first = await window();
  await join(first.context(), { real_name: "Orrin Fellbridge", profession: "Doctor", gmc_number: claimed });
  expect((await first.request.get("/forums/difficult-cases/new")).status()).toBe(200);
  const salome = `Salome ${unique("Wickerby")}`;
  const claims = [
    { real_name: salome, number: GONE }, // another doctor's, who has left the register
    { real_name: "Orrin Fellbridge", number: NOBODYS },
    { real_name: "Orrin Fellbridge", number: claimed },
  ];
  const pages: string[] = [];
  for (const { real_name, number } of claims) {
    const page = await window();
    await join(page.context(), { real_name, profession: "Doctor" });
    await go(page, "/my/verification");
    await page.getByLabel("GMC number").fill("NMC 12A3456E");
    await page.getByRole("button", { name: "Check my number" }).click();
    await expect(page.locator("#gmc_number-error")).toBeVisible();
    await page.getByLabel("GMC number").fill(number);
    await page.getByRole("button", { name: "Check my number" }).click();
    await expect(page.getByRole("status").first()).toHaveText(SENTENCE);
    await awake(page);
    pages.push((await page.locator("main").innerHTML()).replace(/<time.*?<\/time>/g, "TIME"));
    await go(page, "/forums/difficult-cases");
    await expect(page.locator(".door")).toContainText("Your case is with us");
    await expect(page.locator(".door").getByRole("link", { name: "See how far it is" })).toBeVisible();
  }
  expect(pages[1]).toBe(pages[0]);
  expect(pages[2]).toBe(pages[0]);
  const ledger = await person("ledger");
  await go(ledger, "/desk/verification");
  await ledger.getByRole("link", { name: salome }).click();
  await awake(ledger);
  const register = ledger.getByRole("region", { name: "What the register says" });
  await expect(register).toContainText("the registration is not in force");
  await expect(register).toContainText("the name does not fit by itself");
});
