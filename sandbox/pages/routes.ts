import type { SandboxResponse } from '../contract';
import type { ControlContext } from '../control/routes';
import type { Call } from '../world/context';
import { authorizePage, decideAuthorize } from './authorize-page';
import { serveAsset } from './assets';
import { signedInPerson } from './browser';
import { controlAction } from './control/actions';
import { controlPage } from './control/control-page';
import { appListPage, chooseAppTypePage, developerEntry, developmentPage } from './developer/app-list-page';
import {
  appPage,
  createAppPage,
  submitCreateApp,
  submitDeleteApp,
  submitEditApp,
  submitRotateSecret,
} from './developer/app-page';
import { signUp, signUpPage } from './developer/sign-up-page';
import { submitWebhooks, webhooksPage } from './developer/webhooks-page';
import { homePage } from './home-page';
import { html } from './html';
import { page } from './page';
import { recordListPage } from './records/record-list-page';
import { recordPage, submitMove, submitRecord } from './records/record-page';
import { signIn, signInPage, signOut } from './sign-in-page';

type PageHandler = (call: ControlContext, ...captures: string[]) => SandboxResponse;

interface PageRoute {
  path: RegExp;
  get?: PageHandler;
  post?: PageHandler;
}

const apps = '/developer/(\\d+)/legacy-apps';

const routes: PageRoute[] = [
  { path: /^\/$/, get: homePage },
  { path: /^\/login$/, get: signInPage, post: signIn },
  { path: /^\/logout$/, post: signOut },
  { path: /^\/signup\/developers$/, get: signUpPage, post: signUp },
  { path: /^\/oauth\/authorize$/, get: authorizePage },
  { path: /^\/oauth\/(\d+)\/authorize$/, get: authorizePage, post: decideAuthorize },
  { path: /^\/developer$/, get: developerEntry },
  { path: /^\/developer\/(\d+)$/, get: developmentPage },
  { path: new RegExp(`^${apps}$`), get: appListPage },
  { path: new RegExp(`^${apps}/create$`), get: chooseAppTypePage },
  { path: new RegExp(`^${apps}/create/public$`), get: createAppPage, post: submitCreateApp },
  { path: new RegExp(`^${apps}/(\\d+)$`), get: appPage, post: submitEditApp },
  { path: new RegExp(`^${apps}/(\\d+)/webhooks$`), get: webhooksPage, post: submitWebhooks },
  { path: new RegExp(`^${apps}/(\\d+)/rotate-secret$`), post: submitRotateSecret },
  { path: new RegExp(`^${apps}/(\\d+)/delete$`), post: submitDeleteApp },
  { path: /^\/contacts\/(\d+)\/objects\/(\d+-\d+)$/, get: recordListPage },
  { path: /^\/contacts\/(\d+)\/record\/(\d+-\d+)\/(\d+)$/, get: recordPage, post: submitRecord },
  { path: /^\/contacts\/(\d+)\/record\/(\d+-\d+)\/(\d+)\/(delete|restore)$/, post: submitMove },
  { path: /^\/__sandbox\/?$/, get: (context) => controlPage(context) },
  { path: /^\/__sandbox\/actions\/([a-z-]+)$/, post: controlAction },
  { path: /^\/__sandbox\/assets\/([a-z.]+)$/, get: serveAsset },
];

export function handlePage(call: ControlContext): SandboxResponse {
  const { method, path } = call.request;
  for (const route of routes) {
    const match = route.path.exec(path);
    if (!match) continue;
    const handler = method === 'POST' ? route.post : method === 'GET' || method === 'HEAD' ? route.get : undefined;
    if (handler) return handler(call, ...match.slice(1));
    const allowed = [route.get ? 'GET, HEAD' : '', route.post ? 'POST' : ''].filter((name) => name !== '');
    return { ...message(call, 405, 'This page does not do that'), headers: { Allow: allowed.join(', ') } };
  }
  return message(call, 404, 'There is nothing here');
}

function message(call: Call, status: number, title: string): SandboxResponse {
  return page(call, {
    title,
    status,
    person: signedInPerson(call),
    body: html`<h1>${title}</h1>
      <p>The address may be wrong, or the page no longer exists.</p>
      <p><a href="/">Go home</a></p>`,
  });
}

/** The error page for a full disk. */
export function storagePage(call: Pick<Call, 'world'>, sentence: string): SandboxResponse {
  return page(call, {
    title: 'The sandbox cannot save',
    status: 503,
    isFocused: true,
    body: html`<h1>The sandbox cannot save</h1>
      <p class="break">${sentence}.</p>
      <p>Free up disk space, then go back and try again.</p>`,
  });
}
