import { expect } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { PASSWORD, letter, send, signIn } from "../people.ts";

const ANDROID = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0";
const OTHER = "kettle saddle amber thirteen";

test("a changed password ends the session in the other window and keeps this one", async ({ newcomer, window }) => {
  const { page, email } = await newcomer();
  const other = await window();
  await signIn(other.context(), email, PASSWORD);
  await go(other, "/my");
  await go(page, "/my/security");
  const form = page.getByRole("region", { name: "Change password" });
  await form.getByLabel("Present password").fill("wrong");
  await form.getByLabel("New password").fill(OTHER);
  await form.getByRole("button").click();
  await expect(page.locator("#current_password-error")).toContainText("not your present password");
  await form.getByLabel("Present password").fill(PASSWORD);
  await form.getByLabel("New password").fill(OTHER);
  await form.getByRole("button").click();
  await expect(page.getByRole("status").first()).toContainText("Your password has been changed");
  await other.getByRole("navigation", { name: "My settings" }).getByRole("link", { name: "Security" }).click();
  await expect(other).toHaveURL(/\/login\?next=/);
  await go(page, "/my");
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await letter(email, "password has been changed");
});

test("a new address counts once its letter's button is pressed", async ({ newcomer }) => {
  const { page, email } = await newcomer();
  const moved = `moved-${email}`;
  await go(page, "/my/security");
  const form = page.getByRole("region", { name: "Change e-mail address" });
  await form.getByLabel("Present password").fill(PASSWORD);
  await form.getByLabel("New address").fill(moved);
  await form.getByRole("button").click();
  await expect(page.getByRole("status").first()).toContainText("We have written to the new address");
  await expect(form).toContainText(`Your address is ${email}`);
  const { link } = await letter(moved, "new address");
  await go(page, link);
  await page.getByRole("button", { name: "Use this address" }).click();
  await expect(page.getByRole("status").first()).toContainText("your new address is confirmed");
  await expect(page.getByRole("region", { name: "Change e-mail address" })).toContainText(`Your address is ${moved}`);
  expect((await send(page.context(), "/logout", {})).status).toBe(303);
  expect((await send(page.context(), "/login", { email, password: PASSWORD })).status, "the old address").toBe(422);
  await signIn(page.context(), moved, PASSWORD);
});

test("a session that one does not know is ended from the list", async ({ newcomer, window }) => {
  const { page, email } = await newcomer();
  const phone = await window({ userAgent: ANDROID });
  await signIn(phone.context(), email, PASSWORD);
  await go(phone, "/forums");
  await go(page, "/my/security");
  await page.getByRole("button", { name: "End the session on Firefox on Android" }).click();
  await expect(page.getByRole("status").first()).toContainText("The session has been ended");
  await expect(page.getByRole("row")).toHaveCount(2);
  await awake(page);
  await phone.goto("/my");
  await expect(phone).toHaveURL(/\/login\?next=/);
});

test("signing out makes a guest of the member, also in the pages kept by the browser", async ({ newcomer }) => {
  const { page } = await newcomer();
  await go(page, "/my");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("navigation", { name: "Account" }).getByRole("link", { name: "Sign in" })).toBeVisible();
  await page.goBack();
  await expect(page, "nothing private comes back").toHaveURL(/\/login\?next=/);
  await page.goto("/my/security");
  await expect(page).toHaveURL(/\/login\?next=/);
});
