// Takes pictures with the browser that is installed. Nothing is downloaded, and the browser is offline.

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { shrinkPng } from './png.ts';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The path of the browser: the named one, or the first of the usual ones that exists. Undefined when there is none. */
export function findChromium(named: string | undefined): string | undefined {
  return (named === undefined ? usual : [named]).find((path) => existsSync(path));
}

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Theme = 'light' | 'dark';
/** One element of the page, and the file its picture goes to. */
export type Wanted = { readonly selector: string; readonly file: string };

const asSeen = 'body { background: transparent } .menu { display: none }';

/** With `cutOut` the background of the page is transparent, and menus are closed, as they are until somebody opens one. */
type PictureOptions = {
  readonly executablePath: string;
  readonly htmlFile: string;
  readonly theme: Theme;
  readonly cutOut: boolean;
};

/** Takes a picture of each element at twice its size, and returns how many. */
export async function takePictures(
  { executablePath, htmlFile, theme, cutOut }: PictureOptions,
  wanted: readonly Wanted[],
): Promise<number> {
  const profile = await mkdtemp(join(tmpdir(), 'gallery-chromium-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: quiet,
    headless: true,
    offline: true,
    colorScheme: theme,
    deviceScaleFactor: 2,
    viewport: { width: 900, height: 900 },
  });
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(htmlFile).href);
    if (cutOut) await page.addStyleTag({ content: asSeen });
    for (const one of wanted) await takePicture(page, one, cutOut);
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  }
  return wanted.length;
}

async function takePicture(page: Page, { selector, file }: Wanted, cutOut: boolean): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  // Chromium hangs when it takes a picture of a page some 80,000 pixels high, so everything but the exhibit is hidden.
  await page.evaluate(
    `for (const one of document.querySelectorAll('section, figure'))
       one.hidden = !one.matches(${JSON.stringify(selector)}) && one.querySelector(${JSON.stringify(selector)}) === null;`,
  );
  const png = await page.locator(selector).screenshot({ omitBackground: cutOut });
  await writeFile(file, shrinkPng(png));
}
