import { expect } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { press, tabTo, type } from "../keys.ts";
import { join, letter, unique } from "../people.ts";

const PICTURE = Buffer.from(
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z",
  "base64",
);

test("an Irish doctor applies, is asked, answers and is granted by a verifier with the keyboard alone, on a phone", async ({ window, person, watch }) => {
  test.setTimeout(120_000);
  // The browser's own frame around a picture is what the picture's policy forbids.
  watch.provokes(/default-src 'none'|\/desk\/evidence\//);
  const page = await window();
  const real_name = `Fiadh ${unique("Culleton")}`;
  const { email, name } = await join(page.context(), { real_name, profession: "Doctor", country: "IE" });
  await go(page, "/forums/difficult-cases");
  await page.locator(".door").getByRole("link", { name: "Get verified" }).click();
  await awake(page);
  await page.getByLabel("Registering body").selectOption({ label: "Ireland: Medical Council of Ireland" });
  await page.getByLabel("Registration number").fill("12");
  await page.getByLabel("Job title").fill("Registrar in cardiology");
  await page.getByLabel("Postal address").fill("St Brona’s Hospital\n1 Invented Street\nLimerick");
  await page.getByLabel("Telephone").fill("+353 1 555 0100");
  await page.getByRole("button", { name: "Send the application" }).click();
  await expect(page.locator("#number-error")).toContainText("Medical Council registration number");
  await expect(page.getByLabel("Postal address")).toHaveValue(/Invented Street/);
  await page.getByLabel("Registration number").fill(`412 ${345 + test.info().repeatEachIndex}`);
  await page.getByRole("button", { name: "Send the application" }).click();
  await expect(page.getByRole("status").first()).toContainText("your application is with us");
  await expect(page.locator(".facts").first(), "the clock").toContainText("72 hours left");
  for (const [mimeType, buffer, words] of [["application/pdf", Buffer.from("%PDF-1.4\n%%EOF\n"), "PDF, 1 KB"], ["image/jpeg", PICTURE, "JPEG, 1 KB"]] as const) {
    await page.getByLabel("Add a document").setInputFiles({ name: "certificate", mimeType, buffer });
    await page.getByRole("button", { name: "Send the document" }).click();
    await expect(page.locator(".documents")).toContainText(words);
    await awake(page);
  }

  const ledger = await person("ledger", { viewport: { width: 360, height: 740 } });
  const decide = async (downs: number, words: string) => {
    await tabTo(ledger, ledger.locator("#decision-register"), 120);
    for (let down = 0; down < downs; down++) await ledger.keyboard.press("ArrowDown");
    await type(ledger, ledger.getByLabel("Your words to them"), words);
    await press(ledger, ledger.getByRole("button", { name: "Send the decision" }));
  };
  await go(ledger, "/desk/verification");
  await press(ledger, ledger.getByRole("link", { name: real_name }));
  await awake(ledger);
  await expect(ledger.getByRole("region", { name: "What they say" })).toContainText("Registrar in cardiology");
  expect(await ledger.content(), "no screen name").not.toContain(name);
  expect(await ledger.evaluate(() => document.documentElement.scrollWidth - innerWidth), "fits the phone").toBeLessThanOrEqual(0);
  const opened = ledger.context().waitForEvent("response", (answer) => answer.url().includes("/desk/evidence/"));
  await press(ledger, ledger.getByRole("button", { name: "Open document 2" }));
  expect((await opened).headers()["content-type"]).toBe("image/jpeg");
  await ledger.bringToFront();
  await decide(2, "Which hospital may we ring?");
  await expect(ledger.getByRole("status").first()).toContainText("Asked.");
  await awake(ledger);

  expect((await letter(email, "A question about your verification")).text).toContain("Which hospital may we ring?");
  await go(page, "/my/verification");
  await page.getByLabel("Your answer").fill("St Brona’s, in the mornings.");
  await page.getByRole("button", { name: "Send the answer" }).click();
  await expect(page.getByRole("status").first()).toContainText("your answer is with us");
  await awake(page);

  await press(ledger, ledger.getByRole("link", { name: real_name }));
  await awake(ledger);
  await expect(ledger.locator(".talk")).toContainText("in the mornings");
  await decide(1, "Certificate seen, thank you.");
  await expect(ledger.getByRole("status").first()).toContainText("Granted.");
  await awake(ledger);

  const { text } = await letter(email, "Your verification is done");
  expect(text).toMatch(/^Dear colleague,/);
  expect(text).not.toContain(real_name);
  await go(page, "/forums/learning-from-error/new");
  await page.getByLabel("Question").check();
  await page.getByLabel("Title").fill(unique("Two bottles, one shelf "));
  await page.getByLabel("First post").fill("A near miss, told with leave.");
  await page.getByRole("button", { name: "Start the thread" }).click();
  await expect(page.locator("#p1 .what")).toHaveText(/^Checked: Document seen · \w+ \d{4}$/);
});

for (const scripts of [true, false]) {
  test(`a student meets the door ${scripts ? "with" : "without"} scripts, is told why, and goes on elsewhere`, async ({ person, watch }) => {
    if (!scripts) watch.provokes(/\.js csp$/);
    const theo = await person("theo", { javaScriptEnabled: scripts });
    const open = (address: string) => (scripts ? go(theo, address) : theo.goto(address));
    await open("/forums/difficult-cases");
    const door = theo.locator(".door");
    await expect(door).toContainText("so that doctors can speak freely with doctors");
    await expect(door).toContainText("This opens to you once you are a registered doctor.");
    await expect(theo.locator(".thread-row")).toHaveCount(0);
    await open("/my/verification");
    await expect(theo.getByRole("heading", { name: "The doctors’ forums open to you once you are registered" })).toBeVisible();
    await theo.getByText("I am a registered doctor by now").click();
    await expect(theo.getByLabel("GMC number")).toBeVisible();
    await expect(theo.locator("main").getByRole("link", { name: "A community forum" })).toHaveAttribute("href", "/my/communities");
    await open("/forums/difficult-cases");
    await door.getByRole("link", { name: "Go to the open forums" }).click();
    await expect(theo.getByRole("heading", { level: 1 })).toHaveText("Forums");
    if (scripts) await awake(theo);
    await theo.locator("main").getByRole("link", { name: "Cardiology", exact: true }).click();
    await expect(theo.getByRole("link", { name: "Start a thread" })).toBeVisible();
    if (scripts) await awake(theo);
  });
}
