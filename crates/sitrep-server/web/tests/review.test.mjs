/** People decide: with the mouse, with keys, and take it back; every decision has its author. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { USER, browser, ledger, open, serve, signIn, sitrep } from './support.mjs';

let chrome;
let store;
let board;
let state;

before(async () => {
  store = ledger();
  board = await serve(store.store);
  chrome = await browser();
  state = await signIn(chrome, board.address, store.store);
});

after(async () => {
  await chrome?.close();
  await board?.end();
  store?.end();
});

const incidents = () => sitrep(store.store, 'incidents', '--json').trim().split('\n').map((line) => JSON.parse(line));

async function reviewing(path = '/review') {
  const opened = await open(chrome, board.address, { storageState: state });
  await opened.page.goto(board.address + path);
  return opened;
}

const current = (page) => page.evaluate(() => document.querySelector('#queue > .current')?.dataset.incident ?? null);

test('a wrong password is refused, and nothing can be decided without an account', async () => {
  const { page, end } = await open(chrome, board.address);
  await page.goto(`${board.address}/log-in`);
  await page.fill('[name=name]', USER.name);
  await page.fill('[name=password]', 'not it at all');
  await page.click('main form button');
  await page.waitForSelector('.error');
  await page.goto(`${board.address}/incidents/${incidents()[0].id}`);
  assert.equal(await page.locator('form.decide').count(), 0);
  const answer = await page.request.post(`${board.address}/decide`, { form: { action: 'reject', incident: incidents()[0].id, csrf: 'x' }, maxRedirects: 0 });
  assert.ok([303, 401, 403].includes(answer.status()));
  assert.ok(incidents().every((i) => i.grade !== 'discounted'));
  await end([/status of 40[013]/]);
});

test('the queue is worked by keys alone: on, back, confirm, undo', async () => {
  const { page, end } = await reviewing();
  const ids = await page.$$eval('#queue > [data-incident]', (cards) => cards.map((c) => c.dataset.incident));
  assert.ok(ids.length > 3);
  await page.keyboard.press('j');
  assert.equal(await current(page), ids[0]);
  await page.keyboard.press('j');
  assert.equal(await current(page), ids[1]);
  await page.keyboard.press('k');
  assert.equal(await current(page), ids[0]);

  await Promise.all([page.waitForNavigation(), page.keyboard.press('c')]);
  assert.equal(incidents().find((i) => i.id === ids[0]).grade, 'confirmed');
  const left = await page.$$eval('#queue > [data-incident]', (cards) => cards.map((c) => c.dataset.incident));
  assert.ok(!left.includes(ids[0]), 'what was judged leaves the queue');
  assert.equal(await current(page), left[0], 'and the next one is in its place');

  await Promise.all([page.waitForNavigation(), page.keyboard.press('u')]);
  assert.notEqual(incidents().find((i) => i.id === ids[0]).grade, 'confirmed');
  await end();
});

test('keys tell what they do, and can be turned off', async () => {
  const { page, end } = await reviewing();
  await page.keyboard.press('?');
  assert.ok(await page.locator('#keys').isVisible());
  await page.keyboard.press('?');
  assert.ok(!(await page.locator('#keys').isVisible()));
  await page.locator('.keys-state button').nth(1).click();
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('j');
  assert.equal(await current(page), null);
  await page.locator('.keys-state button').nth(1).click();
  await end();
});

test('a note is written with keys; letters typed in it press nothing', async () => {
  const { page, end } = await reviewing();
  await page.keyboard.press('j');
  const id = await current(page);
  await page.keyboard.press('n');
  await page.waitForFunction(() => document.activeElement?.name === 'text');
  await page.keyboard.type('checked with the exact source, see xcmsnu');
  await page.keyboard.press('Tab');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  const log = sitrep(store.store, 'log');
  assert.match(log, /see xcmsnu/);
  assert.match(log, new RegExp(USER.name));
  assert.ok(incidents().some((i) => i.id === id));
  await end();
});

test('two incidents are merged, and parted again by undoing it', async () => {
  const before = incidents();
  const [first, second] = before;
  const { page, end } = await reviewing(`/incidents/${first.id}`);
  await page.click('details[data-key=m] > summary');
  await page.fill('details[data-key=m] [name=other]', second.id);
  await Promise.all([page.waitForNavigation(), page.click('details[data-key=m] button')]);
  assert.equal(incidents().length, before.length - 1);
  const ids = new Set(incidents().map((i) => i.id));
  const gone = [first.id, second.id].find((id) => !ids.has(id));
  await page.goto(`${board.address}/incidents/${gone}`);
  const kept = gone === first.id ? second.id : first.id;
  assert.ok(page.url().endsWith(kept), 'the other id leads to what it became');
  await page.goto(`${board.address}/decisions`);
  const row = page.locator('main').getByRole('button').filter({ hasText: /undo/i }).first();
  await Promise.all([page.waitForNavigation(), row.click()]);
  assert.equal(incidents().length, before.length);
  await end();
});

test('an incident is split by its articles, and the split undone', async () => {
  const before = incidents();
  const large = [...before].sort((a, b) => b.articles.length - a.articles.length)[0];
  const { page, end } = await reviewing(`/incidents/${large.id}`);
  await page.click('details[data-key=s] > summary');
  await page.locator('details[data-key=s] input[type=checkbox]').last().check();
  await Promise.all([page.waitForNavigation(), page.locator('details[data-key=s] button').last().click()]);
  assert.equal(incidents().length, before.length + 1);
  await page.goto(`${board.address}/decisions`);
  await Promise.all([page.waitForNavigation(), page.locator('main').getByRole('button').filter({ hasText: /undo/i }).first().click()]);
  assert.equal(incidents().length, before.length);
  await end();
});
