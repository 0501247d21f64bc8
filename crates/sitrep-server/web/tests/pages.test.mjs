/** Every page: by the rules of axe in both schemes, on a phone, from right to left, without a script, and without a network. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { browser, ledger, open, serve, sitrep, signIn } from './support.mjs';

const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

let chrome;
let store;
let board;
let paths;
let state;

before(async () => {
  store = ledger();
  const incidents = sitrep(store.store, 'incidents', '--json').trim().split('\n').map((line) => JSON.parse(line));
  const told = incidents.sort((a, b) => b.articles.length - a.articles.length)[0];
  const { accord } = JSON.parse(sitrep(store.store, 'accords', '--json').split('\n')[0]);
  const article = told.articles.map((a) => a.id ?? a)[0];
  paths = {
    board: '/',
    'nothing found': '/?in=Nowhere',
    'wrong filter': '/?min=many',
    incident: `/incidents/${told.id}`,
    'no incident': '/incidents/none',
    article: `/articles/${encodeURIComponent(article)}`,
    accords: '/accords',
    accord: `/accords/${encodeURIComponent(accord.id)}`,
    sources: '/sources',
    review: '/review',
    decisions: '/decisions',
    download: '/download',
    api: '/api',
    about: '/about',
    'log in': '/log-in',
  };
  board = await serve(store.store);
  chrome = await browser();
  state = await signIn(chrome, board.address, store.store);
});

after(async () => {
  await chrome?.close();
  await board?.end();
  store?.end();
});

/** The status of the pages that tell what is wrong; all others are as asked. */
const STATUS = { 'wrong filter': 400, 'no incident': 404 };

/** Goes to a page, which answers as it should. */
async function go(page, name, lang) {
  const path = paths[name];
  const answer = await page.goto(`${board.address}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
  assert.equal(answer.status(), STATUS[name] ?? 200);
  await drawn(page);
}

/** The browser tells of these. */
const MEANT = [/status of (400|404)/];

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations: all } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return all.map((v) => `${v.id} (${v.impact}): ${v.help}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${n.any.map((a) => a.message).join(' ')}`).join(' | ')}`);
  });
  return found;
}

async function drawn(page) {
  if (await page.$('#map .canvas')) await page.waitForSelector('#map .in-view, #map .notice', { state: 'attached' });
  await page.waitForFunction(() => [...document.querySelectorAll('figure.plot .canvas')].every((c) => c.childElementCount > 0));
  await page.waitForTimeout(150);
}

/** Everything unfolded: what is hidden is not checked. What moves by that is no shift of the page's own. */
async function unfold(page) {
  await page.evaluate(() => {
    window.settled = window.shifts;
    for (const details of document.querySelectorAll('main details')) details.open = true;
  });
}

const WAYS = {
  'light, from left to right': { colorScheme: 'light', lang: 'en' },
  'dark, from right to left, on a phone': { colorScheme: 'dark', lang: 'ar', viewport: { width: 375, height: 740 } },
};

for (const [way, { lang, ...options }] of Object.entries(WAYS)) {
  test(`axe finds nothing on any page: ${way}`, async (t) => {
    for (const name of Object.keys(paths)) {
      await t.test(name, async () => {
        const { page, end } = await open(chrome, board.address, { ...options, ...(name === 'log in' ? {} : { storageState: state }) });
        await go(page, name, lang);
        assert.equal(await page.evaluate(() => document.documentElement.dir), lang === 'ar' ? 'rtl' : 'ltr');
        await unfold(page);
        assert.deepEqual(await violations(page), []);
        assert.equal(await tooWide(page), 0);
        await end(MEANT);
      });
    }
  });
}

/** By how many pixels a page is wider than the screen. */
function tooWide(page) {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}

test('on a phone nothing has to be scrolled sideways', async (t) => {
  for (const name of Object.keys(paths)) {
    await t.test(name, async () => {
      const { page, end } = await open(chrome, board.address, { viewport: { width: 375, height: 740 }, storageState: state });
      await go(page, name, 'en');
      assert.equal(await tooWide(page), 0);
      await end(MEANT);
    });
  }
});

test('the board, an incident and its words are read without a script', async () => {
  const { page, end } = await open(chrome, board.address, { javaScriptEnabled: false });
  await page.goto(`${board.address}/`);
  const all = await page.locator('#incidents > li').count();
  assert.ok(all > 5);
  await page.selectOption('#filters [name=type]', 'airstrike');
  await page.click('#filters [type=submit]');
  const some = await page.locator('#incidents > li').count();
  assert.ok(some > 0 && some < all);
  await page.click('#incidents > li h3 a');
  await page.waitForURL(/\/incidents\//);
  assert.ok(await page.locator('blockquote mark').count());
  await page.click('blockquote footer a');
  await page.waitForURL(/\/articles\/.*#e-/);
  assert.ok(await page.locator('mark:target').count(), 'the words that the figure was read from are marked');
  await end();
});

test('a figure of the toll leads to its words', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(board.address + paths.incident);
  await drawn(page);
  const figure = page.locator('table.tolls a.figure').first();
  const said = (await figure.textContent()).replace(/\D/g, '');
  await figure.click();
  await page.waitForURL(/\/articles\/.*#e-/);
  const target = page.locator('mark:target');
  assert.ok(await target.isVisible());
  const id = await target.getAttribute('data-ref');
  const words = (await page.locator(`mark[data-ref="${id}"]`).allTextContents()).join('');
  assert.ok(words.includes(said), `“${words}” tells of ${said}`);
  await target.hover();
  assert.ok(await page.locator(`.beside li.linked[id="${id}"]`).count(), 'its entry in the reading is marked while the words are pointed at');
  await end();
});

test('plots are drawn, with a label for each source, and a table besides', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(board.address + paths.incident);
  await drawn(page);
  const labels = await page.$$eval('figure[data-plot=growth] .series > text', (texts) => texts.map((t) => t.textContent));
  assert.ok(labels.length >= 3);
  assert.ok(await page.locator('figure[data-plot=growth] table tbody tr').count() >= labels.length);
  await page.goto(board.address + paths.sources);
  await drawn(page);
  assert.ok(await page.locator('figure[data-plot=sources] circle').count() >= 3);
  await page.goto(board.address + paths.accord);
  await drawn(page);
  assert.ok(await page.locator('figure[data-plot=accord] .stage').count() >= 3);
  assert.ok(await page.locator('figure[data-plot=accord] a .dot').count() >= 1);
  await end();
});

test('each export is downloaded, of the view that is asked for', async (t) => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(`${board.address}/download?type=airstrike`);
  const links = await page.$$eval('main a[href*="/download/"]', (all) => all.map((a) => a.getAttribute('href')));
  assert.ok(links.length >= 11);
  for (const link of links) {
    await t.test(link, async () => {
      assert.match(link, /type=airstrike/);
      const answer = await page.request.get(board.address + link);
      assert.equal(answer.status(), 200);
      assert.ok((await answer.body()).length > 20);
      assert.match(answer.headers()['content-disposition'] ?? '', /attachment/);
    });
  }
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main a[href*="incidents.csv"]').first().click()]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  const feed = await page.request.get(`${board.address}/feed.atom`);
  assert.match(await feed.text(), /<feed /);
  await end();
});
