import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';

const demoPassword = 'gongkai-demo';
const executablePath = '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Screenshots of everything that was looked at go there, when it is set: for people and for the README. */
const shotsFolder = process.env['E2E_SHOTS'] ?? '';

const office: BrowserContextOptions = {
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: { width: 1280, height: 720 },
  reducedMotion: 'reduce',
};

/** What a browser writes into its console for every answer of 400 and above, and for every request that got none. */
const failedRequest = /^Failed to load resource: (?:the server responded with a status of (\d{3})|(net::\w+))/;

/** What the framework writes when a person's click overtakes a look for news whose answer was already arriving. */
const overtaken = /^AbortError: signal is aborted without reason/;

/** `away`: requests that got no answer at all. */
export type Provoked = number | 'away';

export type Stage = {
  /** A browser of one's own with that account signed in, at the path. */
  enter: (username: string, at?: string, options?: BrowserContextOptions) => Promise<Page>;
  /** A browser in which nobody is signed in. */
  visit: (at: string, options?: BrowserContextOptions) => Promise<Page>;
  /** This test provokes refusals on purpose: the browser's own console lines about them are no fault. */
  provokes: (...answers: Provoked[]) => void;
  /** Sessions end while a clock is moved by days: everybody signs in anew afterwards. */
  forgetSessions: () => void;
};

/**
 * One browser for the tests of a file. Each test gets contexts of its own, closed behind it; whatever a page writes
 * to console.error or throws fails the test.
 */
export function useStage(): Stage {
  const sessions = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>();
  const contexts = new Set<BrowserContext>();
  const faults: string[] = [];
  const provoked = new Set<string>();
  let browser: Browser | null = null;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(() => browser?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepPictures([...contexts].flatMap((context) => context.pages()));
    for (const context of contexts) await context.close();
    contexts.clear();
    const seen = [...findings].map(([finding, pages]) => `on ${pages.join(', ')}: ${finding}`);
    findings.clear();
    const found = faults.splice(0).filter((fault) => !isProvoked(fault, provoked));
    provoked.clear();
    expect.soft(found, 'no page may write to console.error or throw').toEqual([]);
    expect.soft(seen, 'axe finds nothing and nothing runs over the side').toEqual([]);
  });

  async function openContext(options: BrowserContextOptions): Promise<BrowserContext> {
    if (browser === null) throw new Error('the browser starts before the first test of the file');
    const context = await browser.newContext({ ...office, baseURL: inject('installation').url, ...options });
    contexts.add(context);
    context.setDefaultTimeout(20_000);
    context.on('console', (message) => message.type() === 'error' && !overtaken.test(message.text()) && faults.push(message.text()));
    context.on('weberror', (fault) => faults.push(String(fault.error().stack ?? fault.error())));
    return context;
  }

  async function sessionOf(username: string): Promise<Awaited<ReturnType<BrowserContext['storageState']>>> {
    const known = sessions.get(username);
    if (known !== undefined) return known;
    const context = await openContext({});
    const answer = await context.request.post('/sign-in', {
      form: { username, password: demoPassword },
      headers: { Origin: inject('installation').url },
      maxRedirects: 0,
    });
    expect(answer.status(), `sign-in of ${username}`).toBe(302);
    const session = await context.storageState();
    sessions.set(username, session);
    return session;
  }

  async function open(at: string, options: BrowserContextOptions): Promise<Page> {
    const page = await (await openContext(options)).newPage();
    const living = options.storageState !== undefined && options.javaScriptEnabled !== false;
    await (living ? goTo(page, at) : page.goto(at));
    return page;
  }

  return {
    enter: async (username, at = '/', options = {}) => open(at, { ...options, storageState: await sessionOf(username) }),
    visit: (at, options = {}) => open(at, options),
    provokes: (...answers) => answers.forEach((answer) => provoked.add(String(answer))),
    forgetSessions: () => sessions.clear(),
  };
}

function isProvoked(fault: string, provoked: ReadonlySet<string>): boolean {
  const [, status, network] = failedRequest.exec(fault) ?? [];
  return (status !== undefined && provoked.has(status)) || (network !== undefined && provoked.has('away'));
}

/** How long a page may take to show what was done elsewhere, on a machine that others use as well: for expect.poll. */
export const soon = { timeout: 15_000 };

/** Opens an address for somebody who is signed in and waits until the page lives: its stream of events is the last thing it begins. */
export async function goTo(page: Page, at: string): Promise<void> {
  const living = page.waitForRequest('**/api/v1/events');
  await page.goto(at);
  await living;
}

/** Closes the person's whole browser. */
export async function leave(page: Page): Promise<void> {
  await page.context().close();
}

/** What the pages of a failed test looked like at its end. */
async function keepPictures(pages: readonly Page[]): Promise<void> {
  for (const page of pages) await keepPicture(page, 'at-failure');
}

/** A picture of the page, where pictures are asked for. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (shotsFolder === '') return;
  looks += 1;
  mkdirSync(shotsFolder, { recursive: true });
  await page.screenshot({ path: path.join(shotsFolder, `${String(looks).padStart(3, '0')}-${name}.png`), fullPage: true });
}

let looks = 0;
/** What was found in this test, and on which pages: the same fault of the frame is told once. */
const findings = new Map<string, string[]>();

/** Looks at the page as it stands: axe finds nothing, nothing runs over its side, a picture is kept where one is asked for. */
export async function look(page: Page, name: string): Promise<void> {
  await keepPicture(page, name);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  for (const { id, help, nodes } of violations)
    note(`${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`).join('\n')}`, name);
  const over = await overhang(page);
  if (over > 0) note(`the page is ${over} px wider than its window`, name);
}

function note(finding: string, name: string): void {
  findings.set(finding, [...(findings.get(finding) ?? []), name]);
}

/** CSS pixels by which the page is wider than its window. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}
