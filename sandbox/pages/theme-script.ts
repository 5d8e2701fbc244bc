import { Html } from './html';

/** Runs before the first paint, so that a chosen theme does not flash. */
export const themeScript = new Html(
  "var t=localStorage.getItem('sandbox-theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t;",
);
