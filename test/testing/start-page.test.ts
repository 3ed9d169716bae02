import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { expect, it } from "vitest";
import { packageRoot } from "../../generator/package-root.js";

const browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);
const cli = join(packageRoot(), "dist/cli.js");
/** CI has to have a browser; a developer may not. */
const canRun = process.env["CI"] !== undefined || (browser !== undefined && existsSync(cli));

if (browser === undefined)
  process.stderr.write("skipped: the mock server's start page, because there is no Chromium here\n");
if (!existsSync(cli)) process.stderr.write("skipped: the mock server's start page, because dist/cli.js is not there\n");

/** The command as a user starts it; resolves with the URL that it prints. */
function startMock(): { readonly url: Promise<string>; readonly stop: () => void } {
  const child = spawn(process.execPath, [cli, "mock", "specs/stripe.yaml", "--port", "0"], { cwd: packageRoot() });
  const url = new Promise<string>((done, fail) => {
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (found !== undefined) done(found);
    });
    child.on("exit", (code) => fail(new Error(`conn-gen mock ended with ${code}`)));
  });
  return { url, stop: () => void child.kill("SIGINT") };
}

it.skipIf(!canRun)("a newcomer tries an operation in the browser", async () => {
  expect(browser, "a Chromium, which CI must have").toBeDefined();
  const mock = startMock();
  const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
  const running = await chromium.launch({
    executablePath: browser ?? "",
    args: [...flags, "--disable-sync", "--no-first-run"],
  });
  try {
    const page = await running.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(await mock.url);
    await page.getByPlaceholder("Filter operations").fill("post /v1/customers");
    await page.getByRole("button", { name: "customers.create" }).first().click();
    await page.getByLabel("Body").fill("email=jenny%40example.com");
    await page.getByRole("button", { name: "Send" }).click();
    await page.waitForFunction(
      () =>
        (
          globalThis as never as { document: { getElementById(id: string): { value: string } } }
        ).document.getElementById("status").value !== "",
    );
    expect(
      await page
        .locator("#status")
        .inputValue()
        .catch(() => page.locator("#status").textContent()),
    ).toContain("200");
    expect(JSON.parse((await page.locator("#answer").textContent()) ?? "")).toMatchObject({ object: "customer" });
    expect(errors).toEqual([]);
  } finally {
    await running.close();
    mock.stop();
  }
});
