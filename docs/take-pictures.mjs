// Drives the dashboard and saves the README's pictures. Called by take-pictures.sh.
import { pathToFileURL } from "node:url";

const [playwright, browserPath, address, folder] = process.argv.slice(2);
const { chromium } = (await import(pathToFileURL(playwright))).default;
const browser = await chromium.launch({ executablePath: browserPath });

const pictures = {
  async demo(page) {
    await page.goto(address);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByTestId("final-note").waitFor({ state: "attached" });
    await page.screenshot({ path: file("demo", page) });
    await page.locator(".panel.exchange").screenshot({ path: file("exchange", page) });
  },

  async broadcast(page) {
    await page.goto(`${address}/broadcast`);
    await page.getByRole("button", { name: "Listen" }).click();
    for (const headline of ["Stream opened", "Two listeners", "One encoding"]) {
      await page.getByLabel("Data").fill(headline);
      await page.getByRole("button", { name: "Publish", exact: true }).click();
      await page.getByTestId("event-row").filter({ hasText: headline }).waitFor();
    }
    await page.screenshot({ path: file("broadcast", page) });
  },
};

const file = (name, page) => `${folder}/${name}-${page.scheme}.png`;

for (const scheme of ["light", "dark"]) {
  for (const take of Object.values(pictures)) {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 1280, height: 860 } });
    const page = await context.newPage();
    page.scheme = scheme;
    await take(page);
    await context.close();
  }
}
await browser.close();
console.log(`Saved in ${folder}.`);
