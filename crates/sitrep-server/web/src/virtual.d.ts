/** The address of MapLibre's worker, bundled as a file of ours: see `vite.config.ts`. */
declare module 'virtual:map-worker' {
  const address: string;
  export default address;
}
