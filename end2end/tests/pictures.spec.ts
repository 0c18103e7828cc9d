import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { go, test } from "../fixture.ts";
import { reply, start, unique } from "../people.ts";
import { ANIMATION, png } from "../pixels.ts";

/** Lets a picture fall onto the text, or pastes it there, as a browser would. */
async function give(page: Page, event: "paste" | "drop", file: Buffer): Promise<void> {
  await page.locator("#body").evaluate(
    (field, [event, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes as number[])], "image.png", { type: "image/png" }));
      const init = { bubbles: true, cancelable: true };
      field.dispatchEvent(
        event === "paste" ? new ClipboardEvent("paste", { ...init, clipboardData: data }) : new DragEvent("drop", { ...init, dataTransfer: data }),
      );
    },
    [event, [...file]] as const,
  );
}

/** The addresses of the pictures in a post are fetched, and drawn. */
async function drawn(page: Page, post: string): Promise<string> {
  const picture = page.locator(`${post} img.picture`).last();
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true);
  return (await picture.getAttribute("src")) ?? "";
}

test("a picture pasted on a phone gets its words, is sent, and is seen by doctors alone", async ({ person, window, watch }) => {
  watch.provokes(/\/media\//);
  const page = await person("nightreg", { viewport: { width: 360, height: 740 } });
  const thread = await start(page.context(), unique("A shadow on the left "), "What do you make of it?", "difficult-cases");
  await go(page, thread);
  await give(page, "paste", png(900, [180, 40, 40]));
  const words = page.getByLabel(/What does picture \d+ show\?/);
  await expect(words).toBeFocused();
  // What is said while it is on its way goes when it has arrived.
  await expect(page.locator(".said")).toContainText("Uploaded");
  await page.getByRole("button", { name: "Put into the text" }).click();
  await expect(page.locator(".said"), "asks for the words once").toContainText("press once more");
  await expect(page.locator(".pictures img")).toBeVisible();
  await words.fill("Chest film with a [left] shadow");
  await words.press("Enter");
  await expect(page.locator("#body")).toHaveValue(/!\[Chest film with a \\\[left\\\] shadow\]\(\/media\/\d+\?900x900\)/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide, "nothing sticks out").toBeLessThanOrEqual(360);
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#p2 img.picture")).toHaveAttribute("alt", "Chest film with a [left] shadow");
  const address = await drawn(page, "#p2");

  const guest = await window();
  const refused = await guest.request.get(address);
  const never = await guest.request.get("/media/9007199254740991");
  expect([refused.status(), await refused.text()]).toEqual([404, await never.text()]);
  const student = await person("theo");
  expect((await student.request.get(address)).status()).toBe(404);
  expect((await page.request.get(address)).headers()["cache-control"]).toBe("no-store");
});

test("pictures are chosen from files and dropped, several at once; a wrong one gets a sentence and loses nothing", async ({ newcomer, window, watch }) => {
  watch.provokes(/\/media/);
  const { page } = await newcomer();
  const thread = await start(page.context(), unique("Two spots "), "Look:");
  await go(page, thread);
  await page.getByRole("textbox", { name: "Your reply" }).fill("Both are new.");
  const files = page.locator('.toolbar input[type="file"]');
  await files.setInputFiles([
    { name: "one.png", mimeType: "image/png", buffer: png(120, [10, 120, 10]) },
    { name: "no.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") },
  ]);
  await give(page, "drop", png(80, [10, 10, 120]));
  await expect(page.locator(".pictures img")).toHaveCount(2);
  await expect(page.locator(".pictures .error")).toContainText("JPEG, PNG, WebP or GIF");
  const words = page.locator(".pictures input");
  await words.nth(0).fill("A green spot");
  await words.nth(2).fill("A blue spot");
  await page.getByRole("button", { name: "Put into the text" }).click();
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator(".said"), "one still waits").toContainText("not in the text yet");
  await expect(page.getByRole("button", { name: "Try again" }), "it would be refused again").toHaveCount(0);
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.locator(".preview img.picture")).toHaveCount(2);
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#p2 img.picture")).toHaveCount(2);
  await expect(page.locator("#p2")).toContainText("Both are new.");
  const guest = await window();
  await guest.goto(thread);
  const address = await drawn(guest, "#p2");
  expect((await guest.request.get(address)).headers()["cache-control"]).toBe("public, max-age=300");
});

test("a picture that did not come through is tried again, and an animation is said to stand still", async ({ newcomer, watch }) => {
  watch.provokes(/\/media/);
  const { page } = await newcomer();
  await go(page, await start(page.context(), unique("Through a tunnel "), "Look:"));
  await page.route("**/media", (route) => route.abort("connectionreset"), { times: 1 });
  const files = page.locator('.toolbar input[type="file"]');
  await files.setInputFiles({ name: "one.gif", mimeType: "image/gif", buffer: ANIMATION });
  await expect(page.locator(".pictures .error")).toContainText("could not be reached");
  const busy = { status: 503, json: { sentence: "Many people are arriving at once. Please try again in a few seconds." } };
  await page.route("**/media", (route) => route.fulfill(busy), { times: 1 });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".pictures .error")).toContainText("Many people");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".pictures img")).toBeVisible();
  await expect(page.locator(".pictures .error")).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: /What does picture/ })).toHaveAccessibleDescription("Of this animation, only the first picture is shown.");
  await page.getByRole("textbox", { name: /What does picture/ }).fill("A dot");
  await page.getByRole("button", { name: "Put into the text" }).click();
  await page.getByRole("button", { name: "Post reply" }).click();
  await expect(page.locator("#p2 img.picture")).toHaveAttribute("alt", "A dot");
  await page.goto("/my/pictures");
  await expect(page.getByLabel("Line for your post"), "its words are kept with it").toHaveValue(/^!\[A dot\]/);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ watch }) => watch.provokes(/\.js csp$/));

  test("a picture is added under My pictures, shown by its line, and a face beside the name", async ({ newcomer }) => {
    const { page, name } = await newcomer({ javaScriptEnabled: false });
    await page.goto("/my/pictures");
    await page.getByLabel("What does it show?").fill("A red square");
    await page.getByLabel("Picture", { exact: true }).setInputFiles({ name: "x.png", mimeType: "image/png", buffer: png(200, [200, 0, 0]) });
    await page.getByRole("button", { name: "Add the picture" }).click();
    await expect(page.getByRole("status")).toContainText("Your picture is here");
    const line = await page.getByLabel("Line for your post").inputValue();
    const thread = await start(page.context(), unique("Squares "), "See below.");
    await reply(page.context(), thread, line);
    await page.goto(thread);
    await expect(page.locator("#p2").getByRole("img", { name: "A red square" })).toBeVisible();

    await page.goto("/my/profile");
    await page.getByLabel("Another picture").setInputFiles({ name: "x.png", mimeType: "image/png", buffer: png(200, [0, 0, 200]) });
    await page.getByRole("button", { name: "Show this picture" }).click();
    await expect(page.getByRole("status")).toContainText("beside your name");
    await page.goto(`/members/${name}`);
    await expect(page.locator(".persona img.avatar")).toBeVisible();
    await page.goto("/my/profile");
    await page.getByRole("button", { name: "Remove the picture" }).click();
    await expect(page.locator(".persona span.avatar")).toBeVisible();
  });
});
