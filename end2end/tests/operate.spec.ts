import { expect, type Page } from "@playwright/test";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { awake, test } from "../fixture.ts";
import { Mailbox } from "../mailbox.ts";
import { PASSWORD, registration, unique } from "../people.ts";
import { Server, emptyFolder } from "../running.ts";
import { program } from "../server.ts";
import { code } from "../totp.ts";

/** Runs the program until it ends by itself. */
function told(flags: string[], data = emptyFolder()): { code: number | null; words: string } {
  const run = spawnSync(program, ["--data", data, ...flags], { encoding: "utf8", timeout: 20_000 });
  return { code: run.status, words: run.stderr.trim() };
}

function oneSentence({ code, words }: { code: number | null; words: string }, says: RegExp): void {
  expect(code, words).not.toBe(0);
  expect(code, "it ended by itself").not.toBeNull();
  expect(words).toMatch(says);
  expect(words.split("\n"), "one line").toHaveLength(1);
  expect(words).not.toMatch(/panicked|Error \{|Os \{/);
}

async function post(server: Server, address: string, form: Record<string, string>): Promise<Response> {
  return fetch(`${server.origin}${address}`, { method: "POST", body: new URLSearchParams(form), headers: { origin: server.origin }, redirect: "manual" });
}

async function signIn(page: Page, server: Server, email: string): Promise<void> {
  await page.goto(`${server.origin}/login`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("letters go out through a real mail server, with one sender, one recipient and a link", async () => {
  const mailbox = await Mailbox.open(3321);
  const server = await Server.start(3322, ["--no-throttles", "--smtp-url", "smtp://127.0.0.1:3321", "--mail-from", "doc2doc <desk@doc2doc.example>"]);
  const email = `${unique("post")}@newcomer.example`;
  expect((await post(server, "/register", registration(unique("Postie"), email))).status).toBe(200);
  const letter = await mailbox.letter();
  expect(letter.recipients).toEqual([email]);
  expect(letter.mail.from?.text).toContain("desk@doc2doc.example");
  expect(letter.mail.subject).toBe("Please confirm your address");
  expect(letter.mail.text).toContain(`${server.origin}/verify/`);
  expect(letter.mail.headers.get("auto-submitted")).toBe("auto-generated");
  expect(existsSync(join(server.data, "mail")), "nothing is written beside it").toBe(false);
  expect(await server.stop()).toBe(0);
  await mailbox.close();
});

test("while the mail server is away nothing waits for it, and the letter arrives when it is back", async () => {
  test.setTimeout(150_000);
  const server = await Server.start(3324, ["--no-throttles", "--smtp-url", "smtp://127.0.0.1:3323"]);
  const email = `${unique("late")}@newcomer.example`;
  const began = Date.now();
  expect((await post(server, "/register", registration(unique("Latecomer"), email))).status).toBe(200);
  expect(Date.now() - began).toBeLessThan(5_000);
  await expect.poll(() => server.words(), { timeout: 20_000 }).toContain("no letter can be sent now");
  expect((await fetch(`${server.origin}/readyz`)).status, "the site is well").toBe(200);
  const mailbox = await Mailbox.open(3323);
  expect((await mailbox.letter(110_000)).recipients).toEqual([email]);
  expect(await server.stop()).toBe(0);
  await mailbox.close();
});

test("what an operator gets wrong is told in one sentence, with what to do next", async () => {
  const server = await Server.start(3325);
  oneSentence(told(["serve", "--listen", "127.0.0.1:3325"]), /Port 3325 is taken .*choose another port with --listen/);
  oneSentence(told(["serve", "--listen", "127.0.0.1:3326"], server.data), /Another doc2doc is using the data directory/);
  expect(await server.stop()).toBe(0);
  // Root may write everywhere, but nobody can make a directory inside a file.
  const file = join(emptyFolder(), "file");
  writeFileSync(file, "");
  oneSentence(told(["serve"], join(file, "data")), /The data directory .* cannot be made: .* Choose another one with --data/);
  oneSentence(told(["serve", "--origin", "http://doc2doc.example"]), /The origin http:\/\/doc2doc\.example is not safe: .*https/);
  oneSentence(told(["serve", "--origin", "doc2doc"]), /The origin doc2doc cannot be used/);
  oneSentence(told(["serve", "--listen", "127.0.0.1:3326", "--smtp-url", "smtp://mail.example"]), /would send passwords and letters in the open/);
  oneSentence(told(["import", "mbox", "/nowhere.mbox", "--forum", "help"]), /nowhere\.mbox/);
  const unknown = told(["serve", "--colour", "blue"]);
  expect(unknown.code).not.toBe(0);
  expect(unknown.words).toMatch(/^error: unexpected argument '--colour' found/);
});

test("the link of `admin create` sets the first password, once, and with a second factor the desk opens", async ({ page }) => {
  const server = await Server.start(3327, ["--no-throttles"]);
  const made = spawnSync(program, ["--data", server.data, "admin", "create", "--email", "chief@doc2doc.example", "--screen-name", "Chief", "--origin", server.origin], { encoding: "utf8" });
  expect(made.status, made.stderr).toBe(0);
  const link = /http\S+\/reset\/\S+/.exec(made.stdout)?.[0] ?? "";
  await page.goto(link);
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("status").first()).toContainText("new password is set");
  expect((await page.goto(link))?.status()).toBe(404);
  await signIn(page, server, "chief@doc2doc.example");
  await awake(page);
  expect((await page.goto(`${server.origin}/desk`))?.status(), "a password alone opens no desk").toBe(403);
  await awake(page);
  await page.getByRole("link", { name: "Set up a second factor" }).click();
  await page.getByRole("button", { name: "Set up an app" }).click();
  await page.getByLabel("Code that the app shows now").fill(code(await page.locator("code.secret").innerText()));
  await page.getByRole("button", { name: "Finish" }).click();
  await page.getByRole("link", { name: "I have kept them" }).click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Desk" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Staff’s desk");
  await awake(page);
  await page.goto("about:blank");
  expect(await server.stop(), "SIGTERM ends it well").toBe(0);
});

test("the sixth wrong sign-in within a minute waits, with a page and a time", async ({ page }) => {
  const server = await Server.start(3328);
  for (let times = 1; times <= 5; times++) {
    expect((await post(server, "/login", { email: "a@b.example", password: `wrong ${times}` })).status).toBe(422);
  }
  const sixth = await post(server, "/login", { email: "a@b.example", password: "wrong 6" });
  expect(sixth.status).toBe(429);
  expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(0);
  await signIn(page, server, "typed@b.example");
  await expect(page.getByRole("alert")).toContainText("a little too often");
  await expect(page.getByLabel("E-mail address")).toHaveValue("typed@b.example");
  expect((await fetch(`${server.origin}/forums`)).status, "reading goes on").toBe(200);
  expect(await server.stop()).toBe(0);
});

test("without a mail server, letters are files that only their owner can read, and serve says where", async () => {
  const server = await Server.start(3329, ["--no-throttles"]);
  const folder = join(server.data, "mail");
  expect(server.words()).toContain(`mail is written into ${folder}`);
  await post(server, "/register", registration(unique("Filer"), "filer@newcomer.example"));
  await expect.poll(() => readdirSync(folder).filter((name) => name.endsWith(".eml")).length).toBe(1);
  expect(await server.stop()).toBe(0);
});
