// Getting about with the keyboard alone.
import { expect, type Locator, type Page } from "@playwright/test";

/** Presses Tab until this is reached; what is passed must show where the focus is. */
export async function tabTo(page: Page, what: Locator, most = 60): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      // The frame around a field may carry the outline for it.
      let at: Element | null = document.activeElement;
      for (let up = 0; at && up < 4; up++, at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) return true;
      }
      return document.activeElement === document.body;
    });
    expect(seen, `${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120))} shows no focus`).toBe(true);
    if (await what.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${what} is not reached with Tab`);
}

/** Goes to this link or button with Tab and presses Enter. */
export async function press(page: Page, what: Locator): Promise<void> {
  await tabTo(page, what, 120);
  await page.keyboard.press("Enter");
}

/** Goes to this field with Tab and types. */
export async function type(page: Page, what: Locator, words: string): Promise<void> {
  await tabTo(page, what, 120);
  await page.keyboard.type(words);
}
