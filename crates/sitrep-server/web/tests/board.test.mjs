/** The board in a browser: map, timeline, list and filters show one view, which is the address. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, colours, ledger, listed, mapped, open, serve, sitrep } from './support.mjs';

let chrome;
let store;
let board;
const at = (path = '/') => board.address + path;

before(async () => {
  store = ledger();
  board = await serve(store.store);
  chrome = await browser();
});

after(async () => {
  await chrome?.close();
  await board?.end();
  store?.end();
});

test('the board shows map, timeline and list of the same incidents', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(at());
  await mapped(page);
  const ids = await listed(page);
  assert.ok(ids.length >= 8, `${ids.length} incidents`);
  const count = await page.textContent('#count');
  assert.match(count, new RegExp(`\\b${ids.length}\\b`));
  const onMap = await page.textContent('#map .in-view summary');
  const located = await page.$$eval('#incidents > li[data-lon]', (items) => items.length);
  assert.match(onMap, new RegExp(`\\b${located}\\b`), 'the list twin of the map holds what has a place');
  assert.ok((await page.$$('#timeline .bar')).length >= 5);
  assert.ok((await page.$$('#timeline .bar.disputed')).length >= 1, 'contested ones are marked on the timeline');
  await end();
});

test('something is really drawn on the map', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(at());
  await mapped(page);
  await page.waitForTimeout(700);
  const counts = await colours(page, await page.locator('#map canvas').screenshot());
  const large = Object.values(counts).filter((n) => n > 400);
  assert.ok(large.length >= 3, 'sea, land and marks');
  assert.ok((counts['200,68,10'] ?? 0) + (counts['203,83,29'] ?? 0) > 30 || Object.keys(counts).length > 60, 'marks in the colours of their types');
  await end();
});

test('a filter changes the list and the address without leaving the page', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(at());
  await mapped(page);
  await page.evaluate(() => { window.same = true; });
  const all = await listed(page);
  await page.selectOption('#filters [name=type]', 'airstrike');
  await page.waitForFunction((n) => document.querySelectorAll('#incidents > li').length < n, all.length);
  assert.ok(page.url().includes('type=airstrike'));
  const types = await page.$$eval('#incidents > li', (items) => items.map((i) => i.dataset.type));
  assert.ok(types.length > 0 && types.every((type) => type === 'airstrike'));
  assert.equal(await page.evaluate(() => window.same), true);
  await page.waitForFunction(() => /\b[12]\b/.test(document.querySelector('#map .in-view summary').textContent));

  await page.goBack();
  await page.waitForFunction((n) => document.querySelectorAll('#incidents > li').length === n, all.length);
  assert.equal(await page.inputValue('#filters [name=type]'), '');
  await page.goForward();
  await page.waitForFunction(() => [...document.querySelectorAll('#incidents > li')].every((i) => i.dataset.type === 'airstrike'));
  assert.equal(await page.inputValue('#filters [name=type]'), 'airstrike');

  const address = page.url();
  await page.goto(address);
  assert.deepEqual(new Set(await page.$$eval('#incidents > li', (items) => items.map((i) => i.dataset.type))), new Set(['airstrike']), 'the address alone brings the view back');
  await mapped(page);
  await end();
});

test('words of articles are looked for while they are typed', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(at());
  await mapped(page);
  const all = (await listed(page)).length;
  await page.fill('#filters [name=text]', 'hospital');
  await page.waitForFunction((n) => document.querySelectorAll('#incidents > li').length !== n, all);
  assert.ok(page.url().includes('text=hospital'));
  assert.equal(await page.inputValue('#filters [name=text]'), 'hospital', 'what is typed stays');
  await end();
});

test('days are chosen on the timeline with the mouse', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(at());
  await mapped(page);
  const all = (await listed(page)).length;
  const box = await page.locator('#timeline svg .overlay').boundingBox();
  await page.mouse.move(box.x + box.width * 0.02, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction((n) => document.querySelectorAll('#incidents > li').length < n, all);
  const { searchParams } = new URL(page.url());
  assert.match(searchParams.get('from'), /^\d{4}-\d\d-\d\d$/);
  assert.ok(searchParams.get('from') <= searchParams.get('to'));
  assert.equal(await page.inputValue('#filters [name=from]'), searchParams.get('from'), 'the form follows');
  const days = await page.$$eval('#incidents > li time', (times) => times.map((t) => t.dateTime.slice(0, 10)));
  assert.ok(days.every((day) => day <= searchParams.get('to')));
  await page.click('#timeline .state button');
  await page.waitForFunction((n) => document.querySelectorAll('#incidents > li').length === n, all);
  assert.ok(!page.url().includes('from='));
  await end();
});

test('days are chosen on the timeline with the keyboard', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(at());
  await mapped(page);
  const all = (await listed(page)).length;
  await page.focus('#timeline [data-side=to]');
  const before = await page.getAttribute('#timeline [data-side=to]', 'aria-valuetext');
  for (let i = 0; i < 4; i++) {
    const url = page.url();
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction((old) => location.href !== old, url);
  }
  await page.waitForFunction((n) => document.querySelectorAll('#incidents > li').length < n, all);
  assert.notEqual(await page.getAttribute('#timeline [data-side=to]', 'aria-valuetext'), before);
  assert.equal(await page.evaluate(() => document.activeElement?.dataset.side), 'to', 'the focus stays on the handle');
  await page.keyboard.press('End');
  await page.waitForFunction((n) => document.querySelectorAll('#incidents > li').length === n, all);
  await end();
});

test('list, map and timeline point at each other', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(at());
  await mapped(page);
  await page.click('#map .in-view summary');
  const button = page.locator('#map .in-view button[data-id]').first();
  const id = await button.getAttribute('data-id');
  await button.focus();
  assert.ok(await page.locator(`#incidents > li[data-id="${id}"].linked`).count(), 'what is pointed at on the map is marked in the list');
  await page.locator(`#incidents > li[data-id="${id}"] h3`).hover();
  assert.ok(await page.locator('#timeline .pointed').count(), 'and its day on the timeline');
  await end();
});

test('an incident is opened from the map with the keyboard alone', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(at());
  await mapped(page);
  await page.focus('#map .maplibregl-canvas');
  const before = page.url();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((old) => location.href !== old, before);
  await page.keyboard.press('-');
  await page.waitForTimeout(600);
  await page.focus('#map .in-view summary');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#map .in-view button[data-id]');
  await page.focus('#map .in-view button[data-id]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.maplibregl-popup a');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('href')?.startsWith('/incidents/')), true);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.maplibregl-popup', { state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.matches('.in-view button')), true, 'the focus goes back');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.maplibregl-popup a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/incidents\//);
  await end();
});

test('only what lies around the map is wanted', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(at());
  await mapped(page);
  await page.click('.map-tools .here');
  await page.waitForFunction(() => location.search.includes('near='));
  assert.match(new URL(page.url()).searchParams.get('near'), /^-?[\d.]+,-?[\d.]+,\d+$/);
  await end();
});

test('the scheme is switched without leaving the page', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(at());
  await mapped(page);
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.click('[data-set-theme=dark]');
  assert.notEqual(await paper(), light);
  await page.waitForTimeout(500);
  await page.reload();
  assert.notEqual(await paper(), light, 'the choice is kept');
  await mapped(page);
  await end();
});

test('without WebGL the map says so, and the list stays', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.addInitScript(() => {
    const real = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind.startsWith('webgl') ? null : real.call(this, kind, ...rest);
    };
  });
  await page.goto(at());
  await page.waitForSelector('#map .canvas .notice');
  assert.ok((await listed(page)).length > 0);
  await end();
});

test('a change of the ledger is told quietly, and shown when the reader asks', async () => {
  const own = ledger();
  const live = await serve(own.store);
  const { page, end } = await open(chrome, live.address);
  await page.goto(`${live.address}/`);
  await mapped(page);
  const [id] = await listed(page);
  const others = (await listed(page)).length;
  sitrep(own.store, 'reject', id);
  await page.waitForSelector('#live:not([hidden]) button', { timeout: 15000 });
  assert.equal((await listed(page)).length, others, 'nothing moves by itself');
  await page.click('#live button');
  await page.waitForFunction((n) => document.querySelectorAll('#incidents > li').length < n, others);
  await end();
  await live.end();
  own.end();
});
