import { resolve } from 'node:path';
import { defineConfig, type Plugin, transformWithOxc } from 'vite';

const here = import.meta.dirname;
const entries = ['main', 'board', 'incident', 'accord', 'sources', 'review', 'article'];

/**
 * MapLibre is bundled from its sources: its page part and its worker then share what both need, which its own
 * bundles hold twice (some 120 KB compressed). The worker is a file of ours, so that no `blob:` is needed.
 */
function maplibre(): Plugin {
  const source = resolve(here, 'node_modules/maplibre-gl/src');
  return {
    name: 'maplibre-from-source',
    enforce: 'pre',
    resolveId(id) {
      if (id === 'maplibre-gl') return resolve(source, 'index.ts');
      if (id === 'virtual:map-worker') return '\0map-worker';
      return null;
    },
    load(id) {
      if (id !== '\0map-worker') return null;
      const worker = this.emitFile({ type: 'chunk', id: resolve(source, 'source/worker.ts'), name: 'map-worker' });
      return `export default import.meta.ROLLUP_FILE_URL_${worker};`;
    },
    // its sources are written for TypeScript's older fields: one that is only declared must not hide what a parent class set
    async transform(code, id) {
      if (!id.startsWith(source) || !id.endsWith('.ts')) return null;
      const { code: plain, map } = await transformWithOxc(code, id, {
        target: 'es2022',
        typescript: { removeClassFieldsWithoutInitializer: true },
        assumptions: { setPublicClassFields: true },
      });
      return { code: plain, map };
    },
  };
}

export default defineConfig({
  root: here,
  base: '/',
  plugins: [maplibre()],
  build: {
    target: 'es2022',
    // the first that know light-dark()
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'dist',
    manifest: true,
    // the licences of all that is bundled, which they ask to be passed on
    license: { fileName: 'assets/licences.md' },
    // what a page needs is small; a data: font or picture would be larger than a file
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      checks: { pluginTimings: false },
      input: entries.map((name) => resolve(here, `src/${name}.ts`)),
    },
  },
});
