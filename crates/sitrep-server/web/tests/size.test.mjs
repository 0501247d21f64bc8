/** What a reader has to load stays small. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url);
const LIMIT = 400 * 1024;

const compressed = (path) => gzipSync(readFileSync(new URL(path, DIST)), { level: 6 }).length;

test('all scripts together are under 400 KB compressed', () => {
  const scripts = readdirSync(new URL('assets/', DIST)).filter((name) => name.endsWith('.js'));
  const sizes = scripts.map((name) => [name, compressed(`assets/${name}`)]).sort((a, b) => b[1] - a[1]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(sizes.map(([name, size]) => `${(size / 1024).toFixed(1)} KB ${name}`).join('\n'));
  console.log(`${(total / 1024).toFixed(1)} KB together`);
  assert.ok(scripts.length > 5);
  assert.ok(total < LIMIT, `${total} bytes`);
});

test('pages without a map do not load it', () => {
  const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8'));
  const needed = (name, seen = new Set()) => {
    if (!seen.has(name)) {
      seen.add(name);
      for (const more of manifest[name].imports ?? []) needed(more, seen);
    }
    return seen;
  };
  for (const entry of ['main', 'board', 'incident', 'accord', 'sources', 'review', 'article']) {
    const total = [...needed(`src/${entry}.ts`)].reduce((sum, name) => sum + compressed(manifest[name].file), 0);
    assert.ok(total < 60 * 1024, `${entry}: ${total} bytes at once`);
  }
});
