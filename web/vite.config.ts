import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Nothing is inlined: the content security policy allows neither inline script nor style.
export default defineConfig(({ command }) => {
  // a test that builds would otherwise get the slow development version of React
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return {
    root: __dirname,
    plugins: [react()],
    build: {
      outDir: '../dist/web',
      emptyOutDir: true,
      manifest: true,
      assetsInlineLimit: 0,
      target: 'es2022',
    },
    server: { proxy: { '/api': process.env['GUANXI_API'] ?? 'http://127.0.0.1:3000' } },
  };
});
