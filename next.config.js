/** @type {import('next').NextConfig} */
const nextConfig = {
  // The tests build apart, so that they never touch a build that is being served.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // No image optimiser: the product serves no foreign images, and what is not there cannot be attacked.
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'graphile-worker', 'pino', '@hubspot/api-client'],
  typescript: { ignoreBuildErrors: false },
};

export default nextConfig;
