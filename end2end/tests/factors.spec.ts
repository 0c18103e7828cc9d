import { expect, type Page } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { PASSWORD, letter } from "../people.ts";
import { code } from "../totp.ts";

const FACTORS = "/my/security/factors";

/** A device that keeps passkeys and knows its owner; what it does with the next finger can be told. */
async function device(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    wrongFinger: (wrong: boolean) => cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: !wrong }),
    /** Makes the counter of every key go back, as that of a copy would. */
    copied: async () => {
      const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId });
      for (const credential of credentials) {
        await cdp.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credential.credentialId });
        await cdp.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credential, signCount: 0 } });
      }
    },
  };
}

async function setUpApp(page: Page): Promise<{ secret: string; used: string; codes: string[] }> {
  await go(page, "/my/security");
  await page.getByRole("link", { name: "Set up a second factor" }).click();
  await page.getByRole("button", { name: "Set up an app" }).click();
  await expect(page.getByRole("img", { name: "QR code" })).toBeVisible();
  const secret = await page.locator("code.secret").innerText();
  await page.getByLabel("Code that the app shows now").fill("000000");
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page.locator("#code-error")).toContainText("does not fit");
  const used = code(secret);
  await page.getByLabel("Code that the app shows now").fill(used);
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page.getByRole("heading", { name: "Your recovery codes" })).toBeVisible();
  const codes = await page.locator(".recovery code").allInnerTexts();
  expect(codes).toHaveLength(10);
  await page.getByRole("link", { name: "I have kept them" }).click();
  return { secret, used, codes };
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Register" }).first()).toBeVisible();
}

async function signInByPassword(page: Page, email: string): Promise<void> {
  await go(page, "/login?next=/my");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
}

async function secondStep(page: Page, typed: string): Promise<void> {
  await page.getByLabel("Code").fill(typed);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a member sets up an app, signs in with its code and with a recovery code, and takes it off again", async ({ newcomer }) => {
  const { page, email } = await newcomer();
  const { secret, used, codes } = await setUpApp(page);
  await expect(page.getByText("10 of 10 codes are left")).toBeVisible();
  await letter(email, "second factor has been changed");
  await signOut(page);

  await signInByPassword(page, email);
  await secondStep(page, used);
  await expect(page.locator("#code-error"), "used already").toContainText("does not fit");
  await secondStep(page, code(secret, 1));
  await expect(page).toHaveURL(/\/my$/);
  await signOut(page);

  await signInByPassword(page, email);
  await secondStep(page, codes[6] ?? "");
  await expect(page).toHaveURL(/\/my$/);
  expect((await letter(email, "recovery code has been used")).text).toContain("9 are left");
  await signOut(page);
  await signInByPassword(page, email);
  await secondStep(page, codes[6] ?? "");
  await expect(page.locator("#code-error"), "good once").toBeVisible();
  await secondStep(page, codes[7] ?? "");
  await expect(page).toHaveURL(/\/my$/);

  await go(page, FACTORS);
  await page.getByRole("button", { name: "Make new codes" }).click();
  await expect(page.locator(".recovery code")).toHaveCount(10);
  await go(page, FACTORS);
  await page.getByRole("button", { name: "Take the app off" }).click();
  await expect(page.getByRole("status").first()).toContainText("taken off your account");
  await signOut(page);
  await go(page, "/login");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
});

test("a member adds a passkey, signs in with it alone and as a second step, and removes it", async ({ newcomer }) => {
  const { page, email, name } = await newcomer();
  const phone = await device(page);
  await go(page, FACTORS);
  await page.getByLabel("Name of the new passkey").fill("Blue phone");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Your recovery codes" })).toBeVisible();
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByRole("row", { name: /Blue phone/ })).toContainText("Not yet");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("This device has a passkey for your account already")).toBeVisible();
  await awake(page);
  await signOut(page);

  await go(page, "/login?next=/my/profile");
  await phone.wrongFinger(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("No passkey was used")).toBeVisible();
  await phone.wrongFinger(false);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page).toHaveURL(/\/my\/profile$/);
  await expect(page.getByRole("navigation", { name: "Account" })).toContainText(name);
  await signOut(page);

  await signInByPassword(page, email);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).toHaveURL(/\/my$/);

  await go(page, `/login/again?next=${FACTORS}`);
  await page.getByRole("button", { name: "Use a passkey instead" }).click();
  await expect(page).toHaveURL(new RegExp(`${FACTORS}$`));
  await expect(page.getByRole("row", { name: /Blue phone/ })).not.toContainText("Not yet");
  await awake(page);
  await signOut(page);

  await phone.copied();
  await go(page, "/login");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("alert"), "a copied key is refused").toContainText("does not open an account here");
});

test("confirming again takes password and code, and leads back", async ({ newcomer }) => {
  const { page } = await newcomer();
  const { secret, codes } = await setUpApp(page);
  await go(page, `/login/again?next=${FACTORS}`);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.locator("#code-error")).toContainText("does not fit");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Code").fill(code(secret, 1));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL(new RegExp(`${FACTORS}$`));
  await go(page, `/login/again?next=//elsewhere.example`);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Code").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL(/localhost:3311\/$/);
});
