import { Html } from './html';

/** Runs before the first paint, to avoid a flash of the wrong theme. */
export const themeScript = new Html(
  "var t=localStorage.getItem('sandbox-theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t;",
);
