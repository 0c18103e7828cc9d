import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { deflateSync, crc32 } from "node:zlib";
import { go, test } from "../fixture.ts";
import { reply, start, unique } from "../people.ts";

/** A small PNG in one colour. */
function png(side: number, colour: [number, number, number]): Buffer {
  const chunk = (kind: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(kind), body]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(body.length, 0);
    frame.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: side }, () => Buffer.from(colour))]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

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
  await page.getByRole("button", { name: "Put into the text" }).click();
  await expect(page.locator(".said"), "asks for the words once").toContainText(/press once more|Please wait/);
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
  await page.getByRole("button", { name: "Leave out" }).click();
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
