import { expect, it } from 'vitest';
import { flowsFor } from './changes';

const FLOWS = ['article.spec.ts', 'banner.spec.ts', 'banner-rights.spec.ts', 'forms.spec.ts', 'sandbox-pages.spec.ts'];

it.each<[string, string[], string[]]>([
  ['nothing', [], []],
  ['a document', ['README.md'], []],
  ['a unit test', ['lib/domain/phone/phone.test.ts'], []],
  ['a flow', ['tests/e2e/forms.spec.ts'], ['forms.spec.ts']],
  ['code of the product', ['lib/domain/phone/phone.ts'], ['article.spec.ts']],
  ['a component', ['components/forms/save-bar.tsx'], ['article.spec.ts', 'forms.spec.ts']],
  ['a page', ['app/banner/page.tsx'], ['article.spec.ts', 'banner.spec.ts', 'banner-rights.spec.ts']],
  ['the sandbox', ['sandbox/kernel/http.ts'], ['article.spec.ts', 'sandbox-pages.spec.ts']],
  ['what flows use', ['tests/e2e/support/target.ts'], FLOWS],
  ['the schema', ['prisma/schema.prisma'], FLOWS],
  ['a dependency', ['package-lock.json'], FLOWS],
])('a change to %s selects the flows it can break', (_what, paths, flows) =>
  expect(flowsFor(paths, FLOWS)).toEqual(flows),
);
