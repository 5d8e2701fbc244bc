/** @type {import('next').NextConfig} */
const nextConfig = {
  // The tests build apart, so that they never touch a build that is being served.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  reactStrictMode: true,
  poweredByHeader: false,
  // In development Next prints each request with its query: those of these carry a code and a state, or a one-time link.
  logging: {
    incomingRequests: {
      ignore: [
        /^\/api\/authclients\/hbdnakz\/fzefdzs/,
        /^\/api\/sso\/login\/oauth\/callback/,
        /^\/(setup|set-password)\?/,
      ],
    },
  },
  productionBrowserSourceMaps: false,
  // No image optimiser: the product serves no foreign images, and what is not there cannot be attacked.
  images: { unoptimized: true },
  // The last three, because Turbopack would write them again for each of 150 routes, and the process would load each copy.
  serverExternalPackages: [
    'pg',
    'graphile-worker',
    'pino',
    '@hubspot/api-client',
    'zod',
    'libphonenumber-js',
    'openid-client',
  ],
  // npm test has a stage of its own for the types; whoever only starts the product need not wait for them.
  typescript: { ignoreBuildErrors: process.env.SKIP_TYPE_CHECK === '1' },
  experimental: {
    // React refuses to hand the values that lib/web/taint.ts names to a component of the browser.
    taint: true,
    // Writing the cache costs a quarter of a build, and the product is built once per version.
    turbopackFileSystemCacheForBuild: false,
    // Turbopack writes most of the server once for each of 150 routes, and shortening each copy was half of the build's work.
    turbopackMinify: { server: false },
    // Maps for the server would be 140 MB which nothing reads.
    serverSourceMaps: false,
    // Loading all pages at the start takes longer than the rest of it, and twice the memory; each is loaded when first asked for.
    preloadEntriesOnStart: false,
  },
};

export default nextConfig;
