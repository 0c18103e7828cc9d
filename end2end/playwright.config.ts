import { defineConfig } from "@playwright/test";
import { execSync } from "node:child_process";

const chromium = execSync("command -v chromium || command -v google-chrome", { shell: "/bin/sh" }).toString().trim();

export default defineConfig({
  testDir: "tests",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  globalSetup: "./server.ts",
  use: {
    baseURL: "http://localhost:3311",
    launchOptions: {
      executablePath: chromium,
      chromiumSandbox: process.getuid?.() !== 0,
      args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
    trace: "retain-on-failure",
    locale: "en-GB",
  },
});
