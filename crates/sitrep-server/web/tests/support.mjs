/** What the tests share: a ledger of the example articles, a board that serves it, and a browser that notes all that goes wrong. */

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const ROOT = resolve(import.meta.dirname, '../../../..');
export const SITREP = process.env.SITREP_BIN ?? join(ROOT, 'target/debug/sitrep');

/** A ledger of the example articles, of this test alone. */
export function ledger() {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-board-'));
  const store = join(folder, 'board.db');
  const made = process.env.SITREP_TEST_LEDGER;
  if (made && existsSync(made)) cpSync(made, store);
  else sitrep(store, 'add', join(ROOT, 'examples/board/articles'));
  return { store, end: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs `sitrep` on a ledger. */
export function sitrep(store, ...args) {
  return execFileSync(SITREP, args, { env: { ...process.env, SITREP_STORE: store }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A board on a free port. */
export async function serve(store, ...args) {
  // one that runs already, while pages are being made
  if (process.env.SITREP_BOARD) return { address: process.env.SITREP_BOARD, end: () => {} };
  const child = spawn(SITREP, ['serve', '--bind', '127.0.0.1:0', ...args], {
    env: { ...process.env, SITREP_STORE: store },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const address = await new Promise((found, failed) => {
    const hear = (chunk) => {
      said += chunk;
      const at = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (at) found(at[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => failed(new Error(`the board ended: ${said}`)));
  });
  return {
    address,
    end: () => new Promise((gone) => {
      child.on('exit', gone);
      child.kill('SIGKILL');
    }),
  };
}

/** Chromium with software WebGL. */
export async function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
  });
}

/**
 * A page that notes errors, refusals of the content security policy, requests to elsewhere, and shifts of the layout.
 * `expected` are patterns of errors that the test itself causes.
 */
export async function open(chrome, address, options = {}) {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(8_000);
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => wrong.push(`error: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== address) wrong.push(`a request to elsewhere: ${request.url()}`);
  });
  if (options.javaScriptEnabled !== false) {
    await page.addInitScript(() => {
      window.shifts = 0;
      window.refused = [];
      addEventListener('securitypolicyviolation', (event) => window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
  }
  return {
    page,
    wrong,
    /** Fails if anything went wrong; closes the page. */
    async end(expected = []) {
      if (options.javaScriptEnabled !== false) {
        const { shifts, refused } = await page.evaluate(() => ({ shifts: window.settled ?? window.shifts, refused: window.refused }));
        assert.deepEqual(refused, [], 'refused by the content security policy');
        assert.ok(shifts < 0.05, `the layout shifted by ${shifts.toFixed(3)}`);
      }
      const unexpected = wrong.filter((line) => !expected.some((pattern) => pattern.test(line)));
      assert.deepEqual(unexpected, []);
      await context.close();
    },
  };
}

/** Waits until the map has drawn what it asked for. */
export async function mapped(page) {
  await page.waitForSelector('#map canvas');
  await page.waitForSelector('#map .in-view li', { state: 'attached' });
  await page.waitForTimeout(300);
}

/** The ids of the incidents in the list. */
export function listed(page) {
  return page.$$eval('#incidents > li', (items) => items.map((item) => item.dataset.id));
}

/** So many pixels of each colour are in a picture (PNG). */
export function colours(page, png) {
  return page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const counts = {};
    for (let i = 0; i < data.length; i += 4) {
      const colour = `${data[i]},${data[i + 1]},${data[i + 2]}`;
      counts[colour] = (counts[colour] ?? 0) + 1;
    }
    return counts;
  }, png.toString('base64'));
}

export const USER = { name: 'tester', password: 'correct horse battery staple' };

/** Makes an account that may decide. */
export function addUser(store) {
  execFileSync(SITREP, ['user', 'add', USER.name, '--role', 'reviewer'], {
    env: { ...process.env, SITREP_STORE: store },
    input: `${USER.password}\n`,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Makes an account, and logs in; the cookies that another page needs to be logged in too. */
export async function signIn(chrome, address, store) {
  if (!process.env.SITREP_BOARD) addUser(store);
  const { page, end } = await open(chrome, address);
  await page.goto(`${address}/log-in?next=/about`);
  await page.fill('[name=name]', USER.name);
  await page.fill('[name=password]', USER.password);
  await page.click('main form button');
  await page.waitForSelector('form.log-out');
  const state = await page.context().storageState();
  await end();
  return state;
}
